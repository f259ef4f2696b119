"""Reports as JUnit XML, which continuous integration shows: a suite for each kata.

The elements are those that Jenkins' xunit plugin and GitLab read: ``testsuites``, ``testsuite``,
``testcase`` with ``failure``, ``error`` or ``skipped``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from grader.errors import printable
from grader.models import CheckResult, Report, Verdict
from grader.render.check_text import check_text

_OUTCOMES = {
    Verdict.FAIL: "failure",
    Verdict.TIMEOUT: "failure",
    Verdict.DEADLOCK: "failure",
    Verdict.CRASH: "failure",
    Verdict.ERROR: "error",
    Verdict.INCONCLUSIVE: "skipped",
}


def junit_xml(reports: Iterable[Report]) -> Iterator[str]:
    """Yield one document in pieces, for there may be thousands of reports.

    What this machine could not show is a test that was skipped.
    """
    yield '<testsuites name="concurrency-katas">\n'
    for report in reports:
        suite = _suite(report)
        ET.indent(suite, level=1)
        yield f"  {ET.tostring(suite, encoding='unicode')}\n"
    yield "</testsuites>\n"


def _suite(report: Report) -> ET.Element:
    outcomes = Counter(_OUTCOMES.get(check.verdict) for check in report.checks)
    suite = ET.Element(
        "testsuite",
        {
            "name": printable(report.kata),  # XML knows no control characters
            "tests": str(len(report.checks)),
            "failures": str(outcomes["failure"]),
            "errors": str(outcomes["error"]),
            "skipped": str(outcomes["skipped"]),
            "time": f"{report.seconds:.3f}",
        },
    )
    for check in report.checks:
        _case(suite, report, check)
    return suite


def _case(suite: ET.Element, report: Report, check: CheckResult) -> None:
    case = ET.SubElement(
        suite, "testcase", {"classname": printable(report.kata), "name": printable(check.title)}
    )
    outcome = _OUTCOMES.get(check.verdict)
    if outcome is None:
        return
    text = printable(check_text(check))
    told = {"message": (text.splitlines() or [check.verdict.value])[0]}
    if outcome != "skipped":
        told["type"] = check.verdict.value
    ET.SubElement(case, outcome, told).text = text

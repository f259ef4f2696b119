"""Reports as the ``results.json`` of a Gradescope autograder.

The format: Gradescope Autograder Documentation, "Output Format". Each check is a test of one
point. One that this machine could not show has no points at all, to gain or to lose.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from grader.models import CheckResult, Report, Verdict
from grader.render.check_text import check_text


def gradescope_json(reports: Sequence[Report]) -> str:
    """Return the document, with the checks of all reports."""
    document = {
        "execution_time": round(sum(report.seconds for report in reports), 3),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": [_test(report, check) for report in reports for check in report.checks],
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def _test(report: Report, check: CheckResult) -> dict[str, Any]:
    passed = check.verdict is Verdict.PASS
    test: dict[str, Any] = {
        "name": f"{report.kata}: {check.title}",
        "number": f"{report.number}.{report.checks.index(check) + 1}",
        "score": 1.0 if passed else 0.0,
        "max_score": 0.0 if check.verdict is Verdict.INCONCLUSIVE else 1.0,
        "output": check_text(check),
        "output_format": "text",
        "visibility": "visible",
    }
    if check.verdict is not Verdict.INCONCLUSIVE:
        test["status"] = "passed" if passed else "failed"
    return test

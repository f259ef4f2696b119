"""Reports as the ``results.json`` of a Gradescope autograder.

The format: Gradescope Autograder Documentation, "Output Format". Each check is a test of one
point, or, in a class, of an equal part of its kata's points. One that this machine could not
show has no points at all, to gain or to lose.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from grader.models import CheckResult, Report, Verdict
from grader.render.check_text import check_text

POINTS = 10.0
"""Of each kata in a class: so the parts of Gradescope's total are those of the gradebook's mean."""


def gradescope_json(reports: Sequence[Report]) -> str:
    """Return the document, with the checks of all reports; each is a point."""
    return _document(
        reports, [_test(report, each, 1.0) for report in reports for each in report.checks]
    )


def class_gradescope_json(reports: Sequence[Report], absent: Sequence[str]) -> str:
    """Return the document of one in a class; each kata has the same points.

    ``absent`` are the katas of which nothing was handed in that can be read.
    """
    tests = [_test(report, each, _share(report)) for report in reports for each in report.checks]
    return _document(reports, tests + [_nothing(kata) for kata in absent])


def _share(report: Report) -> float:
    """Return the points of each of a kata's checks; what is of no kata has none."""
    counting = [check for check in report.checks if check.verdict is not Verdict.INCONCLUSIVE]
    return round(POINTS / len(counting), 4) if counting and report.number else 0.0


def _nothing(kata: str) -> dict[str, Any]:
    return {
        "name": f"{kata}: it was handed in",
        "number": kata.partition("_")[0],
        "score": 0.0,
        "max_score": POINTS,
        "output": "Nothing was handed in for it, or nothing that can be read.",
        "output_format": "text",
        "visibility": "visible",
        "status": "failed",
    }


def _document(reports: Sequence[Report], tests: list[dict[str, Any]]) -> str:
    document = {
        "execution_time": round(sum(report.seconds for report in reports), 3),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": tests,
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def _test(report: Report, check: CheckResult, points: float) -> dict[str, Any]:
    passed = check.verdict is Verdict.PASS
    test: dict[str, Any] = {
        "name": f"{report.kata}: {check.title}",
        "number": f"{report.number}.{report.checks.index(check) + 1}",
        "score": points if passed else 0.0,
        "max_score": 0.0 if check.verdict is Verdict.INCONCLUSIVE else points,
        "output": check_text(check),
        "output_format": "text",
        "visibility": "visible",
    }
    if check.verdict is not Verdict.INCONCLUSIVE:
        test["status"] = "passed" if passed else "failed"
    return test

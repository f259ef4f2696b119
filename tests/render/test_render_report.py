"""What a report says of a speedup and of advice."""

from __future__ import annotations

import pytest

from grader.models import CheckResult, Note, Report, Speedup, Verdict
from grader.render.closing import Next
from grader.render.report import report_lines, summary_lines

SPEEDUPS = [
    (
        Speedup(3.84, 4.0, 3.0, "measured"),
        "Speedup: 3.8 by the clock and 4.0 by what could overlap, where 3 is asked. The clock "
        "decided.",
    ),
    (
        Speedup(1.1, 2.0, 1.3, "parallelism"),
        "Speedup: 1.1 by the clock and 2.0 by what could overlap, where 1.3 is asked. What could "
        "overlap decided: a clock is not to be trusted here.",
    ),
    (
        Speedup(1.0, 1.0, 3.0, "both"),
        "Speedup: 1.0 by the clock and 1.0 by what could overlap, where 3 is asked. Both fall "
        "short.",
    ),
]


NEXT = Next("kata grade 4", "kata hint 4", "kata grade 4 --timeline", 2, "kata quiz --kata 4")


def report(verdict: Verdict = Verdict.PASS, **facts: object) -> Report:
    check = CheckResult("quick", "It is quick", verdict)
    return Report("4_x", 4, "4_x.py", verdict, 0.5, "3.13", (check,), **facts)  # type: ignore[arg-type]


def text(told: Report, width: int = 200) -> list[str]:
    lines = report_lines(told, "Downloads", [], NEXT, width)
    return ["".join(span.text for span in line) for line in lines]


@pytest.mark.parametrize(("speedup", "told"), SPEEDUPS, ids=[s.basis for s, _ in SPEEDUPS])
def test_a_speedup_tells_both_figures_and_which_decided(speedup: Speedup, told: str) -> None:
    """With the threshold, whatever the verdict."""
    verdict = Verdict.PASS if speedup.met else Verdict.FAIL
    assert told in text(report(verdict, speedup=speedup))


def test_advice_is_given_to_those_who_passed() -> None:
    """With its line where there is one; whoever has yet to pass is not bothered with it."""
    notes = (Note("unbounded-threads", 7, "Bound it."), Note("no-join", None, "Join."))
    told = text(report(notes=notes))
    assert told[-5:] == [
        "Advice: line 7: Bound it.",
        "Advice: Join.",
        "Passed: all 1 checks.",
        "2 questions on this: kata quiz --kata 4",
        "Next: kata grade 4",
    ]
    assert not [line for line in text(report(Verdict.FAIL, notes=notes)) if "Advice" in line]


def test_a_summary_names_what_did_not_pass() -> None:
    """A line for the kata and one for each such check."""
    lines = summary_lines(report(Verdict.FAIL), "Downloads", 80)
    assert ["".join(span.text for span in line) for line in lines] == [
        "  FAIL  Kata 4: Downloads",
        "        - It is quick",
    ]

"""A report for those who listen to it: sentences, each on a line of its own, and no columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.models import LOADS, CheckResult, Report, Verdict
from grader.render.closing import Next, next_lines
from grader.render.lines import BLANK, Line, wrapped
from grader.render.report import closing_lines
from grader.render.timeline_scale import in_words

_ENDED = {
    Verdict.PASS: "passed",
    Verdict.FAIL: "failed",
    Verdict.TIMEOUT: "ran out of time",
    Verdict.DEADLOCK: "ended in a deadlock",
    Verdict.CRASH: "crashed",
    Verdict.ERROR: "could not be loaded",
    Verdict.INCONCLUSIVE: "could not be decided",
}


def plain_report_lines(
    report: Report,
    title: str,
    source: Sequence[str],
    following: Next,
    width: int,
) -> list[Line]:
    """Return the report; ``source`` are the lines of the learner's file."""
    lines = [*wrapped(f"Kata {report.number}: {title}, file {report.file}.", width), BLANK]
    total = len(report.checks)
    for number, check in enumerate(report.checks, 1):
        heading = f"Check {number} of {total} {_ENDED[check.verdict]}: {check.title}."
        lines += wrapped(heading, width)
        for sentence in _details(check, source):
            lines += wrapped(sentence, width)
        if check.verdict is not Verdict.PASS:
            lines.append(BLANK)
    lines += [*([BLANK] if lines[-1] != BLANK else []), *closing_lines(report, width)]
    drawn = any(check.lanes for check in report.checks)
    passed = report.verdict is Verdict.PASS
    return lines + next_lines(following, passed=passed, drawn=drawn, width=width)


def _details(check: CheckResult, source: Sequence[str]) -> Iterator[str]:
    if check.verdict is Verdict.PASS:
        return
    if check.expected is not None:
        yield f"Expected: {check.expected}."
    if check.seen is not None:
        for number, told in enumerate(check.seen.splitlines()):
            yield f"Seen: {told}." if number == 0 else f"{told}."
    if check.lanes is not None:
        yield f"The run: {in_words(check.lanes)}"
    if check.line is not None and 0 < check.line <= len(source) and check.id != LOADS:
        yield f"Line {check.line}: {source[check.line - 1].strip() or '(empty)'}"
    if check.message is not None:
        yield f"Why: {check.message}"
    if check.hint is not None and check.misconception is None:
        yield f"Hint: {check.hint}"

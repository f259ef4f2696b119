"""A report as a learner reads it in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from grader.models import LOADS, CheckResult, Note, Report, Speedup, Verdict
from grader.render.closing import Next, next_lines
from grader.render.lines import BLANK, Line, Span, labelled, line, printable, wrapped
from grader.render.timeline_text import UNICODE, Glyphs, evidence_lines

_MARGIN = "  "
_INSIDE = " " * 8
_WORDS = {
    Verdict.PASS: ("pass", "good"),
    Verdict.FAIL: ("FAIL", "bad"),
    Verdict.TIMEOUT: ("TIME", "bad"),
    Verdict.DEADLOCK: ("LOCK", "bad"),
    Verdict.CRASH: ("CRASH", "bad"),
    Verdict.ERROR: ("ERROR", "bad"),
    Verdict.INCONCLUSIVE: ("?", "warn"),
}
_CLOSING = {
    Verdict.FAIL: "Not yet",
    Verdict.TIMEOUT: "Timeout",
    Verdict.DEADLOCK: "Deadlock",
    Verdict.CRASH: "Crash",
    Verdict.ERROR: "Error",
}


def report_lines(
    report: Report,
    title: str,
    source: Sequence[str],
    following: Next,
    width: int,
    glyphs: Glyphs = UNICODE,
) -> list[Line]:
    """Return the report; ``source`` are the lines of the learner's file."""
    lines = [*_heading(report, title, width), BLANK]
    told: dict[str, str] = {}
    for _, group in groupby(report.checks, _what_is_known):
        lines += _checks([*group], source, width, told, glyphs)
    if lines[-1] != BLANK:
        lines.append(BLANK)
    lines += closing_lines(report, width)
    drawn = any(check.lanes for check in report.checks)
    passed = report.verdict is Verdict.PASS
    return lines + next_lines(following, passed=passed, drawn=drawn, width=width)


def summary_lines(report: Report, title: str, width: int) -> list[Line]:
    """Return a line on the kata, and one for each check that did not pass."""
    lines = _headed(report.verdict, f"Kata {report.number}: {title}", width)
    for check in report.checks:
        if check.verdict is not Verdict.PASS:
            lines += labelled("- ", check.title, width, indent=_INSIDE, role="faint")
    return lines


def _heading(report: Report, title: str, width: int) -> list[Line]:
    return wrapped(f"Kata {report.number}: {title} ({report.file})", width, role="strong")


def _what_is_known(check: CheckResult) -> tuple[object, ...]:
    return (check.verdict, check.message, check.expected, check.seen, check.line)


def _checks(
    checks: Sequence[CheckResult],
    source: Sequence[str],
    width: int,
    told: dict[str, str],
    glyphs: Glyphs,
) -> list[Line]:
    """Return checks of which the same is known; it is told once, below the last of them.

    ``told`` gives for each message the check that told it.
    """
    lines = [part for check in checks for part in _headed(check.verdict, check.title, width)]
    first = checks[0]
    if first.verdict is Verdict.PASS:
        return lines
    again = None
    if first.message is not None:
        again = told.get(first.message)
        told.setdefault(first.message, first.title)
    return [*lines, *_details(first, source, width, again, glyphs), BLANK]


def _headed(verdict: Verdict, text: str, width: int) -> list[Line]:
    word, role = _WORDS[verdict]
    first, *rest = wrapped(text, width, indent=_INSIDE)
    padding = " " * (len(_INSIDE) - len(_MARGIN) - len(word))
    return [(Span(_MARGIN), Span(word, role), Span(padding), *first[1:]), *rest]


def _details(
    check: CheckResult, source: Sequence[str], width: int, again: str | None, glyphs: Glyphs
) -> list[Line]:
    """Return what is known of a failure; ``again`` is the check that told its message already."""
    lines: list[Line] = []
    if check.expected is not None:
        lines += labelled("expected  ", check.expected, width, indent=_INSIDE)
    if check.seen is not None and check.verdict is Verdict.ERROR and "\n" in check.seen:
        # Source with a caret below it.
        lines += [line(_INSIDE + printable(part)) for part in check.seen.splitlines()]
    elif check.seen is not None:
        lines += labelled("seen      ", check.seen, width, indent=_INSIDE)
    if check.line is not None and 0 < check.line <= len(source) and check.id != LOADS:
        label = f"line {check.line}".ljust(10)
        lines += labelled(label, source[check.line - 1].strip() or "(empty)", width, indent=_INSIDE)
    if check.lanes is not None:
        lines += evidence_lines(check.lanes, width, glyphs, indent=_INSIDE)
    if again is not None:
        lines += wrapped(f"For the same reason as: {again}", width, indent=_INSIDE, role="faint")
    elif check.message is not None:
        lines += wrapped(check.message, width, indent=_INSIDE, role="strong")
    if check.hint is not None and check.misconception is None:
        lines += wrapped(check.hint, width, indent=_INSIDE)
    return lines


def closing_lines(report: Report, width: int) -> list[Line]:
    """Return what was left running, the speedup, advice, and how it ended."""
    passed = sum(check.verdict is Verdict.PASS for check in report.checks)
    total = len(report.checks)
    lines: list[Line] = []
    if report.left_running:
        left = "; ".join(report.left_running[:5])
        more = f" and {len(report.left_running) - 5} more" if len(report.left_running) > 5 else ""
        lines += wrapped(f"Left running, and ended: {left}{more}.", width, role="warn")
    if report.speedup is not None:
        lines += wrapped(_speedup(report.speedup), width)
    if report.verdict is Verdict.PASS:
        return [*lines, *_notes(report.notes, width), line(f"Passed: all {total} checks.", "good")]
    if report.verdict is Verdict.INCONCLUSIVE:
        text = "Not decided: this machine could not show it. It does not count against you."
        return [*lines, *wrapped(text, width, role="warn")]
    word = _CLOSING[report.verdict]
    if report.checks[0].id == LOADS:
        return [*lines, line(f"{word}: the checks could not run.", "bad")]
    return [*lines, line(f"{word}: {passed} of {total} checks passed.", "bad")]


_DECIDED_BY = {
    "measured": "The clock decided.",
    "parallelism": "What could overlap decided: a clock is not to be trusted here.",
    "both": "Both fall short.",
}


def _speedup(speedup: Speedup) -> str:
    return (
        f"Speedup: {speedup.measured:.1f} by the clock and {speedup.parallelism:.1f} by what could "
        f"overlap, where {speedup.threshold:g} is asked. {_DECIDED_BY[speedup.basis]}"
    )


def _notes(notes: Sequence[Note], width: int) -> list[Line]:
    """Return advice: it is for a program that is right already, and costs nothing."""
    lines: list[Line] = []
    for note in notes:
        where = f"line {note.line}: " if note.line is not None else ""
        lines += labelled("Advice: ", f"{where}{note.message}", width, indent="")
    return lines

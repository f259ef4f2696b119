"""A class in the terminal: how each kata went, what was failed most, and who is not as expected."""

from __future__ import annotations

from collections.abc import Sequence

from grader.errors import counted
from grader.models import Report
from grader.render.check_text import check_text
from grader.render.lines import BLANK, Line, Span, line, wrapped

_MOST_CHECKS = 3
_MOST_NAMES = 8
_MOST_ALIKE = 3


def class_lines(
    katas: Sequence[tuple[str, dict[str, int], Sequence[tuple[str, int, int]]]],
    silent: Sequence[str],
    strangers: Sequence[str],
    alike: Sequence[tuple[str, Sequence[str]]],
    width: int,
) -> list[Line]:
    """Return the lines on a class.

    Of each kata: its name, how many ended how, and each check's title, how many passed, of how
    many. ``silent`` have handed nothing in, ``strangers`` are not in the roster, ``alike`` are
    each kata's files that several handed in, with their learners.
    """
    lines: list[Line] = []
    for name, statuses, checks in katas:
        told = ", ".join(f"{number} {status}" for status, number in _ranked(statuses))
        lines.append((Span(f"{name or 'Nothing to grade'}: ", "strong"), Span(told)))
        for title, passed, of in _worst(checks):
            words = f"{of - passed} of {of} failed: {title}"
            lines += wrapped(words, width, indent="  ", role="faint")
    for people, what in ((silent, "handed nothing in"), (strangers, "not in the roster")):
        if people:
            told = f"{counted(len(people), 'learner')} {what}: {_names(people)}"
            lines += wrapped(told, width)
    for kata, people in alike[:_MOST_ALIKE]:
        told = f"{counted(len(people), 'learner')} handed in the same {kata}: {_names(people)}"
        lines += wrapped(told, width)
    if len(alike) > _MOST_ALIKE:
        lines.append(line(f"And {len(alike) - _MOST_ALIKE} more; all are in class.html."))
    return lines


def _names(people: Sequence[str]) -> str:
    return ", ".join(people[:_MOST_NAMES]) + ("" if len(people) <= _MOST_NAMES else ", …")


def _ranked(statuses: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(statuses.items(), key=lambda item: (item[0] != "pass", -item[1], item[0]))


def _worst(checks: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    failed = [each for each in checks if each[1] < each[2]]
    return sorted(failed, key=lambda each: each[1] - each[2])[:_MOST_CHECKS]


def learner_lines(learner: str, reports: Sequence[Report], width: int) -> list[Line]:
    """Return each of a learner's reports, with what is known of each check that did not pass."""
    lines: list[Line] = [line(learner, "strong")]
    for report in reports:
        role = "good" if report.verdict == "pass" else "bad"
        lines += [BLANK, (Span(f"{report.kata}  "), Span(report.verdict, role))]
        for check in report.checks:
            if check.verdict == "pass":
                continue
            lines += wrapped(f"{check.verdict}: {check.title}", width, indent="  ")
            lines += wrapped(check_text(check), width, indent="    ", role="faint")
    if not reports:
        lines.append(line("Nothing was handed in."))
    return lines

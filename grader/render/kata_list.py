"""The list of katas: how far the learner is with each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from grader.guidance import Step
from grader.render.lines import BLANK, Line, Span, wrapped

_STATUS = 30
"""Columns that a kata's number and what became of it mostly take."""


class Row(NamedTuple):
    """A kata, and what is remembered of it."""

    number: int
    name: str
    title: str
    summary: str
    level: int
    skills: Sequence[str]
    begun: bool
    attempts: int
    best: str | None
    """The best verdict so far; None where it was never graded."""
    passed: bool
    hints: int
    """How many hints were shown."""
    hints_in_all: int
    solution_seen: bool
    """Whether the solution was shown before it was passed."""


class Filter(NamedTuple):
    """Which katas are wished for; None where it does not matter."""

    passed: bool | None = None
    level: int | None = None
    skill: str | None = None

    def keeps(self, row: Row) -> bool:
        """Whether a kata is one of them."""
        skilled = self.skill is None or any(
            self.skill.casefold() in each.casefold() for each in row.skills
        )
        right_level = self.level is None or row.level == self.level
        return skilled and right_level and (self.passed is None or row.passed == self.passed)


def rows_lines(rows: Sequence[Row], step: Step, width: int) -> list[Line]:
    """Return two lines or so for each kata, and what comes next."""
    lines: list[Line] = []
    # Below each other, what became of the katas is seen at a glance.
    longest = max((len(row.title) for row in rows), default=0)
    column = longest if longest + _STATUS <= width else 0
    for row in rows:
        status, role = _status(row)
        title = Span(row.title.ljust(column), "strong")
        lines.append((Span(f"{row.number}  "), title, Span(f"  {status}", role)))
        lines += wrapped(f"{row.summary} Level {row.level} of 5.", width, indent="   ")
    if not rows:
        lines += wrapped("No kata is like that. To see them all: kata list", width)
    return [*lines, BLANK, (Span("Next: "), Span(step.command, "command"))]


def _status(row: Row) -> tuple[str, str]:
    more = f", {row.hints} of {row.hints_in_all} hints" if row.hints else ""
    more += ", solution seen" if row.solution_seen else ""
    if not row.attempts:
        return ("begun" if row.begun else "not tried") + more, "faint"
    times = f"{row.attempts} {'try' if row.attempts == 1 else 'tries'}"
    if row.passed:
        return f"passed, {times}{more}", "good"
    best = "" if row.best == "fail" else f", best: {row.best}"
    return f"not yet, {times}{best}{more}", "warn"


def rows_json(rows: Sequence[Row]) -> str:
    """Return the same as one JSON document: a list of katas."""
    return json.dumps([row._asdict() for row in rows], indent=2, ensure_ascii=True)

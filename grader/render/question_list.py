"""The questions that there are, topic by topic, and how a learner stands with each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from grader.question import Listed
from grader.render.lines import BLANK, Line, Span, line
from grader.review import CardKey, Due

_LONGEST_ID = 44


class State(StrEnum):
    """Whether a question was answered yet, and is to come again now."""

    NEW = "new"
    DUE = "due"
    LATER = "later"


def state_of(
    listed: Listed, cards: Mapping[CardKey, Due], now: datetime
) -> tuple[State, datetime | None]:
    """Return how a learner stands with a question, and when it is due."""
    card = cards.get((listed.pack, listed.id))
    if card is None or card.rev < listed.rev:
        return State.NEW, None
    return (State.DUE if card.due <= now else State.LATER), card.due


def list_lines(
    rows: Sequence[tuple[Listed, tuple[State, datetime | None]]], command: str, width: int
) -> list[Line]:
    """Return a line for each question, below its topic, and the command that asks them."""
    lines: list[Line] = []
    for (pack, topic), questions in groupby(rows, key=lambda row: (row[0].pack, row[0].topic)):
        lines += [line(f"{topic}  ({pack})", "strong")]
        lines += [_row(each, *state, width) for each, state in questions]
        lines.append(BLANK)
    if not lines:
        return [line("No question is of this kind.")]
    return [*lines, (Span("To answer them: "), Span(command, "command"))]


def _row(listed: Listed, state: State, due: datetime | None, width: int) -> Line:
    told = f"due {due.astimezone():%Y-%m-%d}" if state is State.LATER and due else str(state)
    room = min(max(len(listed.id), width - 30), _LONGEST_ID)
    role = {State.DUE: "warn", State.NEW: "faint"}.get(state, "")
    return (Span(f"  {listed.id:<{room}}  level {listed.level}  "), Span(told, role))

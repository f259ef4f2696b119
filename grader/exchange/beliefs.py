"""Which misconceptions the answers to a question show."""

from __future__ import annotations

from grader.exchange.rows import row_of
from grader.question import Question

_WHERE = ("options", "wrong", "rules", "pairs")


def shown_beliefs(question: Question) -> list[str]:
    """Return the misconceptions that wrong answers, rules and pairs name, each time they do."""
    row = row_of(question)
    parts = [row, *(part for key in _WHERE for part in row.get(key, ()))]
    return [part["misconception"] for part in parts if "misconception" in part]

"""Which question comes next: what was never answered, then what was answered worst."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from grader.models import Question


class Past(Protocol):
    """An answer as it is remembered."""

    @property
    def question(self) -> str:
        """The question's id."""

    @property
    def rev(self) -> int:
        """Which meaning of the question was answered."""

    @property
    def points(self) -> int:
        """What the answer was worth."""

    @property
    def of_points(self) -> int:
        """What a full answer would have been worth."""

    @property
    def at(self) -> datetime:
        """When it was marked."""


P = TypeVar("P", bound=Past)


def latest(past: Iterable[P]) -> dict[tuple[str, int], P]:
    """The last answer to each question, by its id and rev."""
    last: dict[tuple[str, int], P] = {}
    for answer in past:
        key = (answer.question, answer.rev)
        if key not in last or answer.at >= last[key].at:
            last[key] = answer
    return last


def in_order(questions: Sequence[Question], past: Iterable[Past]) -> list[Question]:
    """Questions never answered first, as the pack has them; then by lowest score, then by age.

    Only the last answer counts, and only to the question's present ``rev``: one whose meaning
    has changed since is as good as new.
    """
    last = latest(past)
    new = [question for question in questions if _key(question) not in last]
    old = [question for question in questions if _key(question) in last]
    return new + sorted(old, key=lambda question: _urgency(last[_key(question)]))


def _key(question: Question) -> tuple[str, int]:
    return question.id, question.rev


def _urgency(answer: Past) -> tuple[float, datetime]:
    return answer.points / max(answer.of_points, 1), answer.at

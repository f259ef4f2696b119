"""What was never answered comes first, then what was answered worst, then what is oldest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from grader.models import Question
from grader.quiz.order import in_order, latest


@dataclass(frozen=True)
class Answered:
    question: str
    points: int
    day: int
    of_points: int = 4
    rev: int = 1

    @property
    def at(self) -> datetime:
        return datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=self.day)


ORDERS = [
    ("nothing answered: the pack's order", [], "abcd"),
    ("answered ones go behind", [Answered("a", 4, 1), Answered("c", 0, 1)], "bdca"),
    (
        "the lowest score first",
        [Answered("a", 4, 1), Answered("b", 1, 1), Answered("c", 3, 1), Answered("d", 2, 1)],
        "bdca",
    ),
    (
        "with equal scores the oldest first",
        [Answered("a", 2, 4), Answered("b", 2, 3), Answered("c", 2, 2), Answered("d", 2, 1)],
        "dcba",
    ),
    (
        "the share counts, not the points",
        [Answered("a", 3, 1, of_points=10), Answered("b", 2, 1, of_points=2)],
        "cdab",
    ),
    ("only the last answer counts", [Answered("a", 4, 1), Answered("a", 0, 2)], "bcda"),
    (
        "and the last by time, in whatever order they come",
        [Answered("a", 0, 2), Answered("a", 4, 1), Answered("b", 1, 3)],
        "cdab",
    ),
    ("an answer to an earlier rev counts for nothing", [Answered("a", 4, 1, rev=0)], "abcd"),
    ("an answer to a question that is gone is passed over", [Answered("z", 4, 1)], "abcd"),
]


@pytest.mark.parametrize(
    ("past", "expected"), [each[1:] for each in ORDERS], ids=[each[0] for each in ORDERS]
)
def test_the_order_of_questions(
    make_question: Callable[..., Question], past: list[Answered], expected: str
) -> None:
    questions = [make_question(name) for name in "abcd"]
    assert "".join(question.id for question in in_order(questions, past)) == expected


def test_the_latest_answer_is_by_question_and_rev() -> None:
    old, new, other = Answered("a", 1, 1), Answered("a", 2, 2), Answered("a", 3, 0, rev=2)
    assert latest([old, new, other]) == {("a", 1): new, ("a", 2): other}

"""A mock interview: how its time is shared out, and what it comes to; pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from grader.review import Part, Scorecard

_MINUTES_A_QUESTION = 1.25
_QUESTIONS_SHARE = 0.35
_MINUTES_A_FREE_ANSWER = 8.0
_WEIGHTS = {"Questions": 40, "Kata": 40, "Free answers": 20}
"""What each part is worth of 100."""


class Shares(NamedTuple):
    """What is asked in an interview of a certain length."""

    questions: int
    free: int
    question_minutes: float
    """Minutes after which no further question is asked, so that the kata is reached."""
    kata_minutes: float
    """Minutes, from the beginning, after which the kata is not graded again."""


def shares(minutes: float) -> Shares:
    """Return what fits: a third for questions, then the kata, and the rest for free answers."""
    questions = max(3, round(minutes * _QUESTIONS_SHARE / _MINUTES_A_QUESTION))
    free = max(1, min(4, round(minutes / 2 / _MINUTES_A_FREE_ANSWER)))
    return Shares(questions, free, minutes * 0.4, minutes * 0.8)


def scorecard(parts: Sequence[Part], minutes: float) -> Scorecard:
    """Return the parts with the whole: each counts by its weight, and what was not reached is 0."""
    total = sum(
        _WEIGHTS[part.name] * part.points / part.of_points for part in parts if part.of_points
    )
    return Scorecard(tuple(parts), round(total), round(minutes, 1))

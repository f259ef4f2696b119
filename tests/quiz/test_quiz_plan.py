"""What a session is to ask, kept and read again; and what its answers came to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from grader.quiz.interview import Shares, scorecard, shares
from grader.quiz.plan import Plan, as_json, from_json
from grader.quiz.score import calibration, score
from grader.review import Calibration, Confidence, Part, Review, Score


def test_a_plan_comes_back_as_it_was_kept() -> None:
    plan = Plan((("core", "when-to-join"), ("mine", "café")), 7)
    assert from_json(as_json(plan)) == plan


def review(points: int, of_points: int, confidence: Confidence | None = None) -> Review:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Review("core", "q", 1, "x", points, of_points, at, confidence=confidence)


def test_a_score_counts_what_is_right_and_weighs_what_is_partly_so() -> None:
    assert score([review(1, 1), review(1, 2), review(0, 3)]) == Score(1, 3, 1.5)
    assert score([]) == Score(0, 0, 0)


def test_calibration_tells_how_often_each_confidence_was_justified() -> None:
    sure, guess = Confidence.SURE, Confidence.GUESS
    answers = [review(1, 1, sure), review(0, 1, sure), review(0, 1, guess), review(1, 1)]
    assert calibration(answers) == [Calibration(sure, 1, 2), Calibration(guess, 0, 1)]


@pytest.mark.parametrize(
    ("minutes", "share"),
    [(5, Shares(3, 1, 2.0, 4.0)), (30, Shares(8, 2, 12.0, 24.0)), (60, Shares(17, 4, 24.0, 48.0))],
)
def test_an_interview_has_time_for_all_of_its_parts(minutes: int, share: Shares) -> None:
    assert shares(minutes) == share


def test_a_part_that_was_not_reached_counts_nothing() -> None:
    parts = [
        Part("Questions", 6, 8, "6 of 8 right"),
        Part("Kata", 1, 1, "passed"),
        Part("Free answers", 0, 2, "not reached"),
    ]
    assert scorecard(parts, 29.96).total == 70
    assert scorecard(parts, 29.96).minutes == 30.0

"""What a number of answers came to: the score, and how well the learner knew what they know."""

from __future__ import annotations

from collections.abc import Sequence

from grader.review import Calibration, Confidence, Review, Score


def score(reviews: Sequence[Review]) -> Score:
    """Return what the answers came to; partial credit counts in ``worth`` alone."""
    worth = sum(review.points / review.of_points for review in reviews if review.of_points)
    return Score(sum(review.right for review in reviews), len(reviews), worth)


def calibration(reviews: Sequence[Review]) -> list[Calibration]:
    """Return for each confidence that was told, the surest first, how often it was justified."""
    rows = []
    for confidence in sorted(Confidence, reverse=True):
        told = [review.right for review in reviews if review.confidence is confidence]
        if told:
            rows.append(Calibration(confidence, sum(told), len(told)))
    return rows

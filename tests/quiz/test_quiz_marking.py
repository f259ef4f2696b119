"""An answer is worth the weights of the points that it made."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.models import Question
from grader.quiz import marking


@pytest.mark.parametrize(
    ("claimed", "points", "missed"),
    [
        ([True, True], 3, []),
        ([True, False], 2, ["it blocks"]),
        ([False, True], 1, ["before the results are used."]),
        ([False, False], 0, ["before the results are used.", "it blocks"]),
    ],
)
def test_points_are_the_weights_of_what_was_said(
    make_question: Callable[..., Question], claimed: list[bool], points: int, missed: list[str]
) -> None:
    marked = marking.mark(make_question(), claimed)
    assert (marked.points, marked.of_points) == (points, 3)
    assert [point.text for point in marked.missed] == missed


def test_an_empty_answer_made_no_point(make_question: Callable[..., Question]) -> None:
    marked = marking.nothing_said(make_question())
    assert (marked.points, len(marked.missed)) == (0, 2)


def test_marks_and_rubric_must_have_one_length(make_question: Callable[..., Question]) -> None:
    with pytest.raises(ValueError, match="1 marks for 2 points"):
        marking.mark(make_question(), [True])


def test_a_session_adds_up(make_question: Callable[..., Question]) -> None:
    question = make_question()
    marked = [marking.mark(question, [True, False]), marking.nothing_said(question)]
    assert marking.total(marked) == (2, 6)
    assert marking.total([]) == (0, 0)

"""The exact words of the quiz, and that they fit the terminal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.models import Misconception, Question
from grader.quiz import marking, texts

MakeQuestion = Callable[..., Question]

WRAPPED = [
    ("one two three four five", "one two three\nfour five"),
    ("a paragraph\nand another", "a paragraph\n\nand another"),
    ("a paragraph\n\n\nand another\n", "a paragraph\n\nand another"),
    ("a list:\n- one two three four\n- five", "a list:\n- one two three\n  four\n- five"),
    ("code:\n    pool.map(func, data)", "code:\n    pool.map(func, data)"),
    ("see https://docs.python.org/3/ too", "see\nhttps://docs.python.org/3/\ntoo"),
    ("a fork-server-like", "a\nfork-server-like"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), WRAPPED)
def test_text_is_wrapped_and_code_lists_and_links_stay_whole(text: str, expected: str) -> None:
    assert texts.wrapped(text, 15) == expected


def test_a_point_is_asked_for_by_its_text(make_question: MakeQuestion) -> None:
    point = make_question().rubric[0]
    assert texts.point_asked(point.text, 80) == (
        "Did your answer say: before the results are used? [y/n]"
    )


def test_the_question_stands_under_its_place(make_question: MakeQuestion) -> None:
    assert texts.asked(make_question(), 2, 4, 80) == (
        "Question 2 of 4: Joining, level 1\n\nWhen should you use `join()`?"
    )


def test_the_good_answer_ends_with_its_reference(make_question: MakeQuestion) -> None:
    assert texts.model_answer(make_question(), 80) == (
        "A good answer:\n\n  Before you use the results.\n\n"
        "  https://docs.python.org/3/library/threading.html"
    )


@pytest.mark.parametrize(
    ("answer", "expected"), [("words", "2 of 3 points."), ("", "An empty answer: 2 of 3 points.")]
)
def test_the_score_says_where_nothing_was_written(
    make_question: MakeQuestion, answer: str, expected: str
) -> None:
    assert texts.scored(marking.mark(make_question(), [True, False]), answer) == expected


def test_the_summary_names_what_to_revise_the_weakest_first(make_question: MakeQuestion) -> None:
    weakest = make_question(prompt="What is a Future?\nSay it briefly.", katas=(8, 4))
    weak = make_question(misconceptions=("no-join", "gone"), katas=(1,))
    full = make_question(prompt="Never shown")
    beliefs = {"no-join": Misconception("no-join", "…", "Wait before you use the results.")}
    marked = [
        marking.mark(full, [True, True]),
        marking.mark(weak, [True, False]),
        marking.nothing_said(weakest),
    ]
    assert (
        texts.summary(marked, beliefs, [1, 3, 6, 8], 60)
        == """\
You marked 3 answers: 5 of 9 points.

To revise:

  What is a Future? (0 of 3)
    - before the results are used.
    - it blocks
    https://docs.python.org/3/library/threading.html

  When should you use `join()`? (2 of 3)
    - it blocks
    Keep in mind: Wait before you use the results.
    https://docs.python.org/3/library/threading.html

To see the weakest of these in code:
  kata start 8"""
    )


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([], "No answer was marked. To begin again:\n  kata quiz"),
        (
            [True],
            "You marked 1 answer: 3 of 3 points.\n\n"
            "Nothing to revise. To choose a kata:\n  kata list",
        ),
    ],
)
def test_the_summary_of_little(
    make_question: MakeQuestion, claims: list[bool], expected: str
) -> None:
    marked = [marking.mark(make_question(), [claim, claim]) for claim in claims]
    assert texts.summary(marked, {}, [1, 3, 6, 8], 60) == expected


def test_only_a_kata_that_there_is_is_named(make_question: MakeQuestion) -> None:
    """A question may name katas that are not installed here."""
    question = make_question(katas=(3, 8))
    marked = [marking.nothing_said(question)]
    assert texts.summary(marked, {}, [1, 8], 60).endswith("  kata start 8")
    assert texts.summary(marked, {}, [1], 60).endswith("  kata quiz")


def test_without_a_kata_the_summary_sends_to_the_links(make_question: MakeQuestion) -> None:
    summary = texts.summary([marking.nothing_said(make_question())], {}, [1, 3, 6, 8], 60)
    assert summary.endswith("Read the links above, then answer again:\n  kata quiz")


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (None, "- When should you use `join()`? (not answered yet)"),
        ((1, 3), "- When should you use `join()`? (1 of 3 points)"),
        ((0, 1), "- When should you use `join()`? (0 of 1 point)"),
    ],
)
def test_a_line_of_the_list(
    make_question: MakeQuestion, score: tuple[int, int] | None, expected: str
) -> None:
    assert texts.listed(make_question(), score, 60) == expected

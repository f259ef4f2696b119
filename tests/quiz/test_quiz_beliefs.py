"""Which misconceptions answers and graded katas have shown."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from grader.question import (
    Body,
    Choices,
    FindLine,
    Free,
    Item,
    Listed,
    Matching,
    Number,
    Option,
    Ordering,
    Pair,
    Question,
    QuestionType,
    RubricPoint,
    Rule,
    WrongAnswer,
)
from grader.quiz.beliefs import chosen_beliefs, last_answers, marked_again, standing_beliefs
from grader.review import Review

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

CHOICES = Choices(
    (
        Option("right", "Right"),
        Option("loop", "One loop", "why", "start-join-in-one-loop"),
        Option("again", "One loop again", "why", "start-join-in-one-loop"),
        Option("other", "Other", "why"),
        Option("run", "run()", "why", "run-instead-of-start"),
    ),
    ("right",),
)
ORDERING = Ordering((Item("a", "A"), Item("b", "B")), (Rule("a", "b", "why", "join-before-start"),))
MATCHING = Matching((Pair("io", "waits", "threads", "why", "processes-for-io"),), ("neither",))
NUMBER = Number(2, 0.1, wrong=(WrongAnswer("4", "why", "start-join-in-one-loop"),))
LINE = FindLine((3,), (WrongAnswer("5", "why", "check-then-act"),))
FREE = Free("An answer", (RubricPoint("a point"),))


def question(body: Body) -> Question:
    return Question(
        id="q",
        rev=1,
        type=QuestionType.SINGLE,
        level=1,
        topic="Joining",
        prompt="?",
        body=body,
        explanation="",
        reference="",
        misconceptions=("named-by-the-question",),
    )


def review(answer: str = "", points: int = 0, **fields: object) -> Review:
    values = {"pack": "core", "question": "q", "rev": 1, "of_points": 1, "at": NOON, **fields}
    return Review(answer=answer, points=points, **values)  # type: ignore[arg-type]


CHOSEN = [
    (CHOICES, '["loop"]', ("start-join-in-one-loop",)),
    (CHOICES, '["loop", "again"]', ("start-join-in-one-loop",)),
    (CHOICES, '["run", "loop"]', ("start-join-in-one-loop", "run-instead-of-start")),
    (CHOICES, '["other"]', ()),
    (CHOICES, '["right"]', ()),
    (ORDERING, '["b", "a"]', ("join-before-start",)),
    (MATCHING, '["neither"]', ("processes-for-io",)),
    (NUMBER, "4", ("start-join-in-one-loop",)),
    (NUMBER, "7", ()),
    (LINE, "5", ("check-then-act",)),
    (FREE, "In my own words", ()),
]


@pytest.mark.parametrize(("body", "answer", "expected"), CHOSEN)
def test_a_wrong_answer_names_what_it_chose(
    body: Body, answer: str, expected: tuple[str, ...]
) -> None:
    """Each belief once, and none that the answer itself did not show."""
    assert chosen_beliefs(question(body), review(answer)) == expected


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (CHOICES, "loop"),
        (CHOICES, "7"),
        (ORDERING, '["a", "gone"]'),
        (MATCHING, '["threads", "one more"]'),
        (FREE, "words"),
    ],
)
def test_an_answer_that_fits_the_question_no_longer_is_not_marked(body: Body, answer: str) -> None:
    """A pack may change its options; what is kept must not stop anything."""
    assert marked_again(question(body), review(answer)) is None
    assert chosen_beliefs(question(body), review(answer)) == ()


def listed(name: str, rev: int = 1) -> Listed:
    return Listed("core", name, rev, QuestionType.SINGLE, "Joining", 1)


def test_the_last_answer_counts() -> None:
    """Not one to a question that is gone, or that meant something else then."""
    old, new = review("old", question="a"), review("new", question="a")
    reviews = [old, new, review(question="gone"), review(question="b"), review(pack="p")]
    assert last_answers(reviews, [listed("a"), listed("b", rev=2)]) == {("core", "a"): new}


def report(**checks: str | None) -> str:
    """A report in which each of these checks failed with a misconception, or passed."""
    return json.dumps(
        {
            "checks": [
                {
                    "id": name,
                    "verdict": "pass" if belief is None else "fail",
                    "misconception": belief,
                }
                for name, belief in checks.items()
            ]
        }
    )


REPORTS = [
    ([], ()),
    ([report(a="x", b="y")], ("x", "y")),
    ([report(a="x", b="x")], ("x",)),
    ([report(a="x"), report(a=None)], ()),
    ([report(a=None), report(a="x")], ("x",)),
    ([report(a="x", b="y"), report(a=None, b="z")], ("z",)),
    ([report(a="x"), report(loads="shadows-a-module")], ("x", "shadows-a-module")),
    ([report(a="x"), '{"checks": []}'], ("x",)),
    ([report(a="x"), report(a="")], ("x",)),
    (["", "[]", "{}", '{"checks": null}', '{"checks": ["a"]}', report(a="x")], ("x",)),
]


@pytest.mark.parametrize(("reports", "expected"), REPORTS)
def test_a_belief_stands_until_the_check_that_named_it_passes(
    reports: list[str], expected: tuple[str, ...]
) -> None:
    """A grading that ended before the check has put nothing right."""
    assert standing_beliefs(reports) == expected

"""A question before its answer, and what is said after it, as plain lines."""

from __future__ import annotations

import pytest

from grader.models import Misconception
from grader.question import (
    Body,
    Choices,
    FindLine,
    Item,
    Matching,
    Number,
    Option,
    Ordering,
    Output,
    Pair,
    Premise,
    Question,
    QuestionType,
    Rule,
    ShortText,
    Shown,
)
from grader.render.feedback import answer_lines, feedback_lines
from grader.render.lines import Line
from grader.render.question import Look, premise_text, question_lines
from grader.review import Marked, Remark


def question(body: Body, kind: QuestionType, **fields: object) -> Question:
    values = {"id": "q", "rev": 1, "type": kind, "level": 1, "topic": "Joining"}
    texts = {"prompt": "What?", "explanation": "So it is.", "reference": "https://x.org"}
    return Question(**{**values, **texts, "body": body, **fields})  # type: ignore[arg-type]


def text(lines: list[Line]) -> str:
    return "\n".join("".join(span.text for span in line) for line in lines)


@pytest.mark.parametrize(
    ("premise", "words"),
    [
        (Premise(), ""),
        (Premise(since=(3, 14)), "Python 3.14 or later"),
        (Premise(before=(3, 10)), "Python before 3.10"),
        (Premise((3, 10), (3, 14)), "Python 3.10 or later, before 3.14"),
        (Premise(gil=True), "with the GIL"),
        (Premise(gil=False), "a free-threaded build, without the GIL"),
        (
            Premise((3, 14), platforms=("linux", "macos"), start_method="fork"),
            "Python 3.14 or later, on Linux or macOS, start method fork",
        ),
    ],
)
def test_a_premise_is_told_in_words(premise: Premise, words: str) -> None:
    assert premise_text(premise) == words


PAIRS = (Pair("io", "downloads", "threads", "W."), Pair("cpu", "sums", "processes", "W."))
ITEMS = (Item("a", "made"), Item("b", "started"))
OPTIONS = (Option("none", "None"), Option("some", "Some", "No."))

ANSWERS = [
    (
        Choices(OPTIONS, ("none",)),
        Shown(options=OPTIONS[::-1]),
        "  The answer: 2  None",
    ),
    (
        Choices(OPTIONS, ("none", "some")),
        Shown(options=OPTIONS),
        "  The answer:\n    1  None\n    2  Some",
    ),
    (Number(2.5, unit="seconds"), Shown(), "  The answer: 2.5 seconds"),
    (ShortText(("daemon", "d")), Shown(), "  The answer: daemon"),
    (FindLine((3, 7)), Shown(), "  The answer: line 3 or line 7"),
    (
        Ordering(ITEMS, (Rule("a", "b", "W."),)),
        Shown(items=ITEMS),
        "  A right order:\n    - made\n    - started",
    ),
    (
        Matching(PAIRS),
        Shown(rights=("processes", "threads")),
        "  The answer:\n    - downloads: threads\n    - sums: processes",
    ),
    (Output(("a\nb",)), Shown(), "  It prints:\n    a\n    b"),
    (Output(("",)), Shown(), "  The answer: (nothing)"),
    (
        Output(("a\nb", "b\na")),
        Shown(),
        "  What it can print; each of these is right:\n    a\n    b\n  or\n    b\n    a",
    ),
]


@pytest.mark.parametrize(("body", "shown", "told"), ANSWERS)
def test_the_right_answer_is_told_in_the_terms_of_the_question(
    body: Body, shown: Shown, told: str
) -> None:
    assert text(answer_lines(question(body, QuestionType.SINGLE), shown, 60)) == told


def test_code_is_painted_only_where_there_are_colours() -> None:
    asked = question(Output(("1",)), QuestionType.OUTPUT, code="def f():\n\n    return 1")
    plain = question_lines(asked, Shown(), "Question 1", Look(60))
    painted = question_lines(asked, Shown(), "Question 1", Look(60, highlighted=True))
    assert (
        text(plain) == text(painted) == ("Question 1\n\nWhat?\n\n    def f():\n\n        return 1")
    )
    roles = {span.role for line in painted for span in line}
    assert {"keyword", "name", "number"} <= roles
    assert "keyword" not in {span.role for line in plain for span in line}


def test_at_most_three_remarks_and_one_belief_are_told() -> None:
    """A learner who had everything wrong is not buried."""
    marked = Marked(0, 5, tuple(Remark(f"Remark {n}.", f"belief-{n}") for n in range(5)))
    beliefs = {
        f"belief-{n}": Misconception(f"belief-{n}", f"Belief {n}.", f"Truth {n}.", (7, 9))
        for n in range(5)
    }
    asked = question(Number(2.0), QuestionType.NUMBER)
    told = text(feedback_lines(asked, Shown(), marked, beliefs, [1, 9], 60))
    assert told == (
        "Not quite.\n  Remark 0.\n  Remark 1.\n  Remark 2.\n\n  The answer: 2\n\n  So it is.\n\n"
        "  The belief behind it: Belief 0.\n  Truth 0.\n  To see it in code: kata start 9\n\n"
        "  https://x.org"
    )


def test_a_kata_that_the_question_names_is_the_first_cure() -> None:
    marked = Marked(0, 1, (Remark("No.", "belief"),))
    beliefs = {"belief": Misconception("belief", "Belief.", "Truth.", (3, 6))}
    asked = question(Number(2.0), QuestionType.NUMBER, katas=(6,))
    told = text(feedback_lines(asked, Shown(), marked, beliefs, [3, 6], 60))
    assert "To see it in code: kata start 6" in told

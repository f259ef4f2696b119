"""What an answer of each type is worth, and what is said about what was wrong in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.question import (
    Choices,
    FindLine,
    Free,
    Item,
    Matching,
    Number,
    Option,
    Ordering,
    Output,
    Pair,
    Question,
    QuestionType,
    RubricPoint,
    Rule,
    ShortText,
    WrongAnswer,
)
from grader.quiz.marking import Given, kept, mark, mark_free, typed_number
from grader.review import Marked, Remark

MakeQuestion = Callable[..., Question]

OPTIONS = (
    Option("none", "None"),
    Option("zero", "0"),
    Option("result", "the result", "It only waits.", "join-returns-none"),
)
SINGLE = Choices(OPTIONS, ("none",))
SEVERAL = Choices(OPTIONS, ("none", "zero"))
FOUR = WrongAnswer("4", "They overlap.", "waits-add-up")
NUMBER = Number(2.0, 0.5, "seconds", (FOUR,))
TEXT = ShortText(("daemon", "daemon=True"), wrong=(WrongAnswer("deamon", "Spelt daemon."),))
ORDER = Ordering(
    (Item("make", "made"), Item("start", "started"), Item("log", "logged"), Item("done", "done")),
    (
        Rule("make", "start", "Make it first."),
        Rule("start", "done", "Start it first.", "never-started"),
    ),
)
PAIRS = (
    Pair("io", "downloads", "threads", "Waiting is cheap."),
    Pair("cpu", "checksums", "processes", "Each has a GIL.", "threads-for-cpu-work"),
)
MATCH = Matching(PAIRS, ("neither",))
OUTPUT = Output(("a\nb", "b\na"), (WrongAnswer("a b", "Each prints a line."),))
LINE = FindLine((3, 4), (WrongAnswer("1", "Only one thread gets here."),))

MARKS = [
    (QuestionType.SINGLE, SINGLE, ("none",), Marked(1, 1)),
    (
        QuestionType.SINGLE,
        SINGLE,
        ("result",),
        Marked(0, 1, (Remark("It only waits.", "join-returns-none"),)),
    ),
    (QuestionType.SEVERAL, SEVERAL, ("zero", "none"), Marked(2, 2)),
    (QuestionType.SEVERAL, SEVERAL, ("none",), Marked(1, 2)),
    (
        QuestionType.SEVERAL,
        SEVERAL,
        ("none", "zero", "result"),
        Marked(1, 2, (Remark("It only waits.", "join-returns-none"),)),
    ),
    (
        QuestionType.SEVERAL,
        SEVERAL,
        ("result",),
        Marked(0, 2, (Remark("It only waits.", "join-returns-none"),)),
    ),
    (QuestionType.NUMBER, NUMBER, "2", Marked(1, 1)),
    (QuestionType.NUMBER, NUMBER, "2,5 s", Marked(1, 1)),
    (QuestionType.NUMBER, NUMBER, "2.51", Marked(0, 1)),
    (QuestionType.NUMBER, NUMBER, "4.0", Marked(0, 1, (Remark("They overlap.", "waits-add-up"),))),
    (QuestionType.NUMBER, NUMBER, "many", Marked(0, 1)),
    (QuestionType.TEXT, TEXT, "Daemon = true", Marked(1, 1)),
    (QuestionType.TEXT, TEXT, "`deamon`", Marked(0, 1, (Remark("Spelt daemon."),))),
    (QuestionType.TEXT, TEXT, "timer", Marked(0, 1)),
    (QuestionType.ORDER, ORDER, ("make", "start", "log", "done"), Marked(1, 1)),
    (QuestionType.ORDER, ORDER, ("log", "make", "start", "done"), Marked(1, 1)),
    (
        QuestionType.ORDER,
        ORDER,
        ("done", "start", "make", "log"),
        Marked(0, 1, (Remark("Make it first."), Remark("Start it first.", "never-started"))),
    ),
    (QuestionType.MATCH, MATCH, ("threads", "processes"), Marked(2, 2)),
    (
        QuestionType.MATCH,
        MATCH,
        ("threads", "neither"),
        Marked(1, 2, (Remark("checksums: Each has a GIL.", "threads-for-cpu-work"),)),
    ),
    (QuestionType.OUTPUT, OUTPUT, "b \na\n", Marked(1, 1)),
    (QuestionType.OUTPUT, OUTPUT, "a b", Marked(0, 1, (Remark("Each prints a line."),))),
    (QuestionType.OUTPUT, OUTPUT, "a", Marked(0, 1)),
    (QuestionType.LINE, LINE, "4", Marked(1, 1)),
    (QuestionType.LINE, LINE, "1", Marked(0, 1, (Remark("Only one thread gets here."),))),
    (QuestionType.LINE, LINE, "2", Marked(0, 1)),
]


@pytest.mark.parametrize(("kind", "body", "given", "marked"), MARKS)
def test_an_answer_is_worth_what_is_right_in_it(
    make_question: MakeQuestion,
    kind: QuestionType,
    body: Choices,
    given: Given,
    marked: Marked,
) -> None:
    assert mark(make_question(body, kind), given) == marked


@pytest.mark.parametrize(
    ("output", "answer", "told"),
    [
        ("True", "true", "Nearly: only upper and lower case differ"),
        ("[3.0, 1.0]", "[3, 1]", "Nearly: only how a number is written differs."),
        ("['a']", "[a]", "Nearly: only quotes differ."),
        ("[1, 3]", "[3, 1]", None),
        ("3.05", "3.5", None),
    ],
)
def test_a_typed_output_that_is_nearly_right_is_told_what_differs(
    make_question: MakeQuestion, output: str, answer: str, told: str | None
) -> None:
    """It counts as wrong all the same: Python's output minds it."""
    marked = mark(make_question(Output((output,)), QuestionType.OUTPUT), answer)
    assert marked.points == 0
    said = [remark.text for remark in marked.remarks]
    assert [text.startswith(told or "-") for text in said] == ([True] if told else [])


def test_an_exact_text_minds_capitals_and_blanks(make_question: MakeQuestion) -> None:
    question = make_question(ShortText(("Thread-1 (f)",), exact=True), QuestionType.TEXT)
    assert mark(question, "Thread-1 (f)").right
    assert not mark(question, "thread-1 (f)").right


def test_an_answer_of_another_type_is_a_fault_of_ours(make_question: MakeQuestion) -> None:
    with pytest.raises(ValueError, match="is no answer to a question of type number"):
        mark(make_question(NUMBER, QuestionType.NUMBER), ("none",))


def test_a_free_answer_has_the_points_that_it_made(make_question: MakeQuestion) -> None:
    body = Free("Before use.", (RubricPoint("before use", 2), RubricPoint("it blocks")))
    question = make_question(body, QuestionType.FREE)
    assert mark_free(question, [True, False]) == Marked(2, 3, (Remark("it blocks"),))
    assert mark_free(question, [True, True]).right


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2.0), (" 0,5 s", 0.5), ("-1", -1.0), ("", None), ("two", None), ("1e300", None)],
)
def test_numbers_are_read_as_people_type_them(text: str, number: float | None) -> None:
    assert typed_number(text) == number


def test_chosen_ids_are_kept_as_a_list_and_text_as_it_is() -> None:
    assert kept(("none", "zero")) == '["none", "zero"]'
    assert kept("2,5 s") == "2,5 s"

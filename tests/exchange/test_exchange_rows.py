"""A question's row, and a pack's JSON, hold all that the question holds."""

from __future__ import annotations

import json
from pathlib import Path

from grader.content.questions import question_of
from grader.exchange.document import pack_json
from grader.exchange.rows import row_of
from grader.models import Misconception, Pack
from grader.question import (
    Choices,
    Claim,
    Experiment,
    Free,
    Number,
    Option,
    Outcome,
    Premise,
    Question,
    QuestionType,
    RubricPoint,
    Says,
    WrongAnswer,
)

EVERYTHING = Question(
    id="sleeps",
    rev=3,
    type=QuestionType.NUMBER,
    level=2,
    topic="Joining",
    prompt="How long does it take?",
    body=Number(0.5, 0.25, "seconds", (WrongAnswer("4", "They overlap.", "no-join"),)),
    explanation="Both sleep at once.",
    reference="https://docs.python.org/3/",
    code="import time\n",
    hint="Draw it.",
    misconceptions=("no-join",),
    katas=(1, 2),
    premise=Premise((3, 13), (3, 15), False, ("linux", "macos"), "fork"),
    experiment=Experiment(
        claims=(Claim(Says.POSSIBLE, Outcome(prints="6", hangs=False)),),
        start_methods=("fork",),
        switch_intervals=(0.5,),
        interleaved=True,
        runs=4,
        seconds=1.0,
        witness="print(6)",
    ),
    shuffle=False,
)


def test_no_field_is_lost() -> None:
    """A question with every field given, read from its own row, is the same."""
    assert question_of(row_of(EVERYTHING), "Joining") == EVERYTHING


def test_what_is_not_said_is_not_written() -> None:
    """A row holds what an author would have written, and no more."""
    question = Question(
        id="daemon",
        rev=1,
        type=QuestionType.TRUE_FALSE,
        level=1,
        topic="Joining",
        prompt="Is it so?",
        body=Choices((Option("true", "True", "No."), Option("false", "False")), ("false",)),
        explanation="It is not.",
        reference="https://docs.python.org/3/",
    )
    assert row_of(question) == {
        "id": "daemon",
        "rev": 1,
        "type": "true-false",
        "level": 1,
        "prompt": "Is it so?",
        "answer": False,
        "why": "No.",
        "explanation": "It is not.",
        "reference": "https://docs.python.org/3/",
    }


def test_the_json_of_a_pack_is_versioned_and_whole() -> None:
    """Every key is there, and each question stands in it as in the pack's files."""
    free = EVERYTHING._replace(
        type=QuestionType.FREE,
        body=Free("Before you use the results.", (RubricPoint("it blocks", 2),)),
        explanation="Before you use the results.",
        code=None,
        experiment=None,
        premise=Premise(),
        hint=None,
    )
    belief = Misconception("no-join", "It will be finished by then.", "Wait.", (1,))
    pack = Pack(Path("mine"), "mine", "Größer", (free,), (belief,), authors=("A. Teacher",))
    assert json.loads(pack_json(pack)) == {
        "schema": 1,
        "pack": {
            "id": "mine",
            "title": "Größer",
            "version": None,
            "description": None,
            "authors": ["A. Teacher"],
            "license": None,
        },
        "misconceptions": [
            {
                "id": "no-join",
                "belief": "It will be finished by then.",
                "sentence": "Wait.",
                "katas": [1],
            }
        ],
        "questions": [
            {
                "topic": "Joining",
                "id": "sleeps",
                "rev": 3,
                "type": "free",
                "level": 2,
                "prompt": "How long does it take?",
                "answer": "Before you use the results.",
                "rubric": [{"text": "it blocks", "weight": 2}],
                "reference": "https://docs.python.org/3/",
                "misconceptions": ["no-join"],
                "katas": [1, 2],
                "shuffle": False,
            }
        ],
    }


def test_the_json_of_the_bank_gives_the_bank_back(bank: Pack) -> None:
    """Each of its questions, through JSON and through a row."""
    rows = json.loads(pack_json(bank))["questions"]
    assert tuple(question_of(row, row["topic"]) for row in rows) == bank.questions

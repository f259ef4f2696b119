"""The format of a file of questions, version 1: one record for each type of question."""

from __future__ import annotations

from grader.content.fields import (
    Decimal,
    Flag,
    Kind,
    ListOf,
    OneOf,
    Record,
    Text,
    Variants,
    Whole,
)
from grader.content.schema import KATAS, LEVEL, PROSE, WHICH_FORMAT, kebab
from grader.question import QuestionType, Says

START_METHODS = ("fork", "forkserver", "spawn")
PLATFORMS = ("linux", "macos", "windows")

_MISCONCEPTION = kebab("no-join")
_WHY = Text("It only waits; a Future carries a result.", one_line=False)
_CODE = Text("|", noun="a program, as a block after |", one_line=False, verbatim=True)
_PRINTED = Text('"6"', one_line=False, verbatim=True, empty=True)
_SHORT = Text("threads", one_line=False)
_VERSION = Text("3.14", noun="a Python version such as 3.14", pattern=r"3\.(0|[1-9][0-9]?)")

_OPTION = Record(
    required={"id": kebab("caller"), "text": _SHORT},
    optional={"why": _WHY, "misconception": _MISCONCEPTION, "pinned": Flag()},
    noun="an option (id, text, and why where it is wrong)",
)
_OPTIONS = ListOf(_OPTION, write="[{id: caller, text: …}, …]", least=2, unique="id")


def _wrong_answers(answer: Kind) -> ListOf:
    record = Record(
        required={"answer": answer, "why": _WHY},
        optional={"misconception": _MISCONCEPTION},
        noun="a wrong answer (answer, why)",
    )
    return ListOf(record, write="[{answer: …, why: …}]", unique="answer")


_RULE = Record(
    required={"first": kebab("start"), "then": kebab("done"), "why": _WHY},
    optional={"misconception": _MISCONCEPTION},
    noun="a rule (first, then, why)",
)
_PAIR = Record(
    required={"id": kebab("io"), "left": _SHORT, "right": _SHORT, "why": _WHY},
    optional={"misconception": _MISCONCEPTION},
    noun="a pair (id, left, right, why)",
)
_POINT = Record(
    required={"text": Text("threads share one process's memory", one_line=False)},
    optional={"weight": Whole(1, 100)},
    noun="a point (text, and weight if you like)",
)
_OUTCOME: dict[str, Kind] = {
    "prints": _PRINTED,
    "shows": Text("AssertionError", one_line=False, verbatim=True),
    "raises": Text("ValueError", noun="the name of an exception", pattern=r"[A-Za-z_][\w.]*"),
    "exits": Whole(-64, 255),
    "hangs": Flag(),
}
_CLAIM = Record(
    required={"says": OneOf(tuple(Says))},
    optional=_OUTCOME,
    noun="a claim (says, and prints, shows, raises, exits or hangs)",
)
_VERIFY = Record(
    required={},
    optional={
        "claims": ListOf(_CLAIM, write='[{says: guaranteed, prints: "6"}]', least=1),
        "start_methods": ListOf(OneOf(START_METHODS), write="[fork, spawn]", least=1, unique=""),
        "switch_intervals": ListOf(
            Decimal(0.000001, 1, write="0.000001"), write="[0.005, 0.000001]", least=1, unique=""
        ),
        "interleaved": Flag(),
        "runs": Whole(1, 50),
        "seconds": Decimal(0.5, 30, write="2"),
        "witness": _CODE,
        "unverified": PROSE,
    },
    write="{claims: […]}",
    noun="what running the code comes to (claims, or unverified)",
)
_APPLIES = Record(
    required={},
    optional={
        "since": _VERSION,
        "before": _VERSION,
        "gil": OneOf(("on", "off")),
        "platforms": ListOf(OneOf(PLATFORMS), write="[linux]", least=1, unique=""),
        "start_method": OneOf(START_METHODS),
    },
    write="{since: 3.14}",
    noun="where it holds (since, before, gil, platforms, start_method)",
)
_REFERENCE = Text(
    "https://docs.python.org/3/library/threading.html",
    noun="a link that begins with https://",
    pattern=r"https://\S+",
)


def _question(
    kind: QuestionType, required: dict[str, Kind], optional: dict[str, Kind] | None = None
) -> Record:
    """Return the record of one type: what all questions have, and what this type has."""
    explained = {"explanation": PROSE}
    free = kind is QuestionType.FREE  # its model answer explains
    return Record(
        required={
            "id": kebab("when-to-join"),
            "rev": Whole(1, 9999),
            "type": OneOf((kind,)),
            "level": LEVEL,
            "prompt": PROSE,
            **required,
            **({} if free else explained),
            "reference": _REFERENCE,
        },
        optional={
            **(explained if free else {}),
            "hint": PROSE,
            **({} if "code" in required else {"code": _CODE}),
            "verify": _VERIFY,
            "applies": _APPLIES,
            "misconceptions": ListOf(_MISCONCEPTION, write="[no-join]", unique=""),
            "katas": KATAS,
            "shuffle": Flag("no"),
            **(optional or {}),
        },
        noun=f"a question of type {kind}",
    )


_NUMBER = Decimal(-999_999_999, 999_999_999, write="2")

QUESTION = Variants(
    "type",
    {
        QuestionType.SINGLE: _question(
            QuestionType.SINGLE, {"answer": kebab("caller"), "options": _OPTIONS}
        ),
        QuestionType.SEVERAL: _question(
            QuestionType.SEVERAL,
            {
                "answers": ListOf(kebab("caller"), write="[caller]", least=1, unique=""),
                "options": _OPTIONS,
            },
        ),
        QuestionType.TRUE_FALSE: _question(
            QuestionType.TRUE_FALSE,
            {"answer": Flag("true"), "why": _WHY},
            {"misconception": _MISCONCEPTION},
        ),
        QuestionType.NUMBER: _question(
            QuestionType.NUMBER,
            {"answer": _NUMBER},
            {
                "tolerance": Decimal(0, 999_999_999, write="0.1"),
                "unit": Text("seconds"),
                "wrong": _wrong_answers(_NUMBER),
            },
        ),
        QuestionType.TEXT: _question(
            QuestionType.TEXT,
            {"accept": ListOf(Text("daemon"), write="[daemon]", least=1, unique="")},
            {"exact": Flag(), "wrong": _wrong_answers(Text("deamon"))},
        ),
        QuestionType.ORDER: _question(
            QuestionType.ORDER,
            {
                "items": ListOf(
                    Record(
                        required={"id": kebab("start"), "text": _SHORT}, noun="an item (id, text)"
                    ),
                    write="[{id: start, text: …}, …]",
                    least=2,
                    unique="id",
                ),
                "rules": ListOf(_RULE, write="[{first: start, then: done, why: …}]", least=1),
            },
        ),
        QuestionType.MATCH: _question(
            QuestionType.MATCH,
            {"pairs": ListOf(_PAIR, write="[{id: io, left: …, …}, …]", least=2, unique="id")},
            {"extra": ListOf(_SHORT, write="[neither]", unique="")},
        ),
        QuestionType.OUTPUT: _question(
            QuestionType.OUTPUT,
            {"code": _CODE, "outputs": ListOf(_PRINTED, write='["6"]', least=1, unique="")},
            {"wrong": _wrong_answers(_PRINTED)},
        ),
        QuestionType.LINE: _question(
            QuestionType.LINE,
            {"code": _CODE, "lines": ListOf(Whole(1, 999), write="[7]", least=1, unique="")},
            {"wrong": _wrong_answers(Whole(1, 999))},
        ),
        QuestionType.FREE: _question(
            QuestionType.FREE,
            {
                "answer": PROSE,
                "rubric": ListOf(_POINT, write="[{text: …, weight: 2}]", least=1),
            },
        ),
    },
    noun="a question (id, rev, type, level, prompt, …, explanation, reference)",
    write="{id: when-to-join, rev: 1, type: single, …}",
)

QUESTIONS = Record(
    required={
        "format": WHICH_FORMAT,
        "topic": Text("Interview questions"),
        "questions": ListOf(QUESTION, write="[{id: when-to-join, …}]", least=1, unique="id"),
    },
)

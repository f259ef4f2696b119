"""From a question's row, as the schema has let it through, to the `Question` that it means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from grader.question import (
    Body,
    Choices,
    Claim,
    Experiment,
    FindLine,
    Free,
    Item,
    Listed,
    Matching,
    Number,
    Option,
    Ordering,
    Outcome,
    Output,
    Pair,
    Premise,
    Question,
    QuestionType,
    RubricPoint,
    Rule,
    Says,
    ShortText,
    WrongAnswer,
)

Row = Mapping[str, Any]


def question_of(row: Row, topic: str) -> Question:
    """Return the question that a row of a file with this topic holds."""
    kind = QuestionType(row["type"])
    return Question(
        id=row["id"],
        rev=row["rev"],
        type=kind,
        level=row["level"],
        topic=topic,
        prompt=row["prompt"],
        body=_BODIES[kind](row),
        explanation=row.get("explanation", row.get("answer", "")),
        reference=row["reference"],
        code=row.get("code"),
        hint=row.get("hint"),
        misconceptions=tuple(row.get("misconceptions", ())),
        katas=tuple(row.get("katas", ())),
        premise=_premise(row.get("applies", {})),
        experiment=_experiment(row["verify"]) if "verify" in row else None,
        shuffle=row.get("shuffle", True),
    )


def listed(row: Row, topic: str, pack: str) -> Listed:
    """Return what a list tells of the row's question."""
    return Listed(
        pack=pack,
        id=row["id"],
        rev=row["rev"],
        type=QuestionType(row["type"]),
        topic=topic,
        level=row["level"],
        katas=tuple(row.get("katas", ())),
        misconceptions=tuple(dict.fromkeys(name for _, name in misconceptions_in(row))),
        premise=_premise(row.get("applies", {})),
    )


def misconceptions_in(row: Row) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every misconception that a row names, with the way to it; rows may be incomplete."""
    for index, name in enumerate(row.get("misconceptions") or ()):
        if name is not None:
            yield ("misconceptions", index), name
    if row.get("misconception") is not None:
        yield ("misconception",), row["misconception"]
    for key in ("options", "wrong", "rules", "pairs"):
        for index, each in enumerate(row.get(key) or ()):
            if each is not None and each.get("misconception") is not None:
                yield (key, index, "misconception"), each["misconception"]


def _choices(row: Row) -> Choices:
    options = tuple(
        Option(
            each["id"],
            each["text"],
            each.get("why"),
            each.get("misconception"),
            each.get("pinned", False),
        )
        for each in row["options"]
    )
    return Choices(options, tuple(row["answers"]) if "answers" in row else (row["answer"],))


def _true_false(row: Row) -> Choices:
    right = "true" if row["answer"] else "false"
    options = []
    for name in ("true", "false"):
        why, belief = (row["why"], row.get("misconception")) if name != right else (None, None)
        options.append(Option(name, name.capitalize(), why, belief, pinned=True))
    return Choices(tuple(options), (right,))


def _wrong(row: Row) -> tuple[WrongAnswer, ...]:
    return tuple(
        WrongAnswer(_as_typed(each["answer"]), each["why"], each.get("misconception"))
        for each in row.get("wrong", ())
    )


def _as_typed(answer: str | float) -> str:
    return answer if isinstance(answer, str) else f"{answer:.12g}"


def _number(row: Row) -> Number:
    return Number(row["answer"], row.get("tolerance", 0.0), row.get("unit"), _wrong(row))


def _text(row: Row) -> ShortText:
    return ShortText(tuple(row["accept"]), row.get("exact", False), _wrong(row))


def _ordering(row: Row) -> Ordering:
    items = tuple(Item(each["id"], each["text"]) for each in row["items"])
    return Ordering(items, tuple(Rule(**each) for each in row["rules"]))


def _matching(row: Row) -> Matching:
    return Matching(tuple(Pair(**each) for each in row["pairs"]), tuple(row.get("extra", ())))


def _output(row: Row) -> Output:
    return Output(tuple(row["outputs"]), _wrong(row))


def _line(row: Row) -> FindLine:
    return FindLine(tuple(row["lines"]), _wrong(row))


def _free(row: Row) -> Free:
    return Free(row["answer"], tuple(RubricPoint(**point) for point in row["rubric"]))


_BODIES: Mapping[QuestionType, Callable[[Row], Body]] = {
    QuestionType.SINGLE: _choices,
    QuestionType.SEVERAL: _choices,
    QuestionType.TRUE_FALSE: _true_false,
    QuestionType.NUMBER: _number,
    QuestionType.TEXT: _text,
    QuestionType.ORDER: _ordering,
    QuestionType.MATCH: _matching,
    QuestionType.OUTPUT: _output,
    QuestionType.LINE: _line,
    QuestionType.FREE: _free,
}


def _premise(row: Row) -> Premise:
    return Premise(
        since=_version(row.get("since")),
        before=_version(row.get("before")),
        gil={"on": True, "off": False}.get(row.get("gil", "")),
        platforms=tuple(row.get("platforms", ())),
        start_method=row.get("start_method"),
    )


def _version(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    major, minor = text.split(".")
    return int(major), int(minor)


def _experiment(row: Row) -> Experiment:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in row.items()
    }
    values["claims"] = tuple(_claim(each) for each in row.get("claims", ()))
    return Experiment(**values)


def _claim(row: Row) -> Claim:
    outcome = {key: value for key, value in row.items() if key != "says"}
    return Claim(Says(row["says"]), Outcome(**outcome))

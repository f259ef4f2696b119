"""From a `Question` back to the plain values of which a file of questions consists."""

from __future__ import annotations

from typing import Any, NamedTuple

from grader.question import (
    Choices,
    Experiment,
    FindLine,
    Free,
    Matching,
    Number,
    Ordering,
    Output,
    Premise,
    Question,
    QuestionType,
    ShortText,
    WrongAnswer,
)

Row = dict[str, Any]


def row_of(question: Question) -> Row:
    """Return the question as it stands in a file of questions, without its topic.

    Nothing is lost: what is read from the row is equal to ``question``.
    """
    row: Row = {
        "id": question.id,
        "rev": question.rev,
        "type": str(question.type),
        "level": question.level,
        "prompt": question.prompt,
        "code": question.code,
        **_body(question),
        "explanation": _explanation(question),
        "reference": question.reference,
        "hint": question.hint,
        "verify": None if question.experiment is None else _experiment(question.experiment),
        "applies": _applies(question.premise) or None,
        "misconceptions": list(question.misconceptions) or None,
        "katas": list(question.katas) or None,
        "shuffle": None if question.shuffle else False,
    }
    return _given(row)


def plain_number(number: float) -> float:
    """Return a whole number as an int, so that it is written without a decimal point."""
    return int(number) if float(number).is_integer() else number


def _given(row: Row) -> Row:
    return {key: value for key, value in row.items() if value is not None}


def _changed(thing: NamedTuple) -> Row:
    """Return the fields that are not what they are when nothing is said."""
    fields, defaults = thing._asdict(), thing._field_defaults
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in fields.items()
        if key not in defaults or value != defaults[key]
    }


def _explanation(question: Question) -> str | None:
    """Return None where a model answer explains, so that it is not said twice."""
    told = isinstance(question.body, Free) and question.body.answer == question.explanation
    return None if told else question.explanation


def _body(question: Question) -> Row:
    match question.body:
        case Choices():
            return _choices(question.type, question.body)
        case Number(answer, tolerance, unit, wrong):
            row: Row = {"answer": plain_number(answer), "unit": unit}
            row["tolerance"] = plain_number(tolerance) if tolerance else None
            return {**row, "wrong": _wrong(wrong, numeric=True)}
        case ShortText(accept, exact, wrong):
            return {"accept": list(accept), "exact": exact or None, "wrong": _wrong(wrong)}
        case Ordering(items, rules):
            return {"items": [i._asdict() for i in items], "rules": [_changed(r) for r in rules]}
        case Matching(pairs, extra):
            return {"pairs": [_changed(pair) for pair in pairs], "extra": list(extra) or None}
        case Output(outputs, wrong):
            return {"outputs": list(outputs), "wrong": _wrong(wrong)}
        case FindLine(lines, wrong):
            return {"lines": list(lines), "wrong": _wrong(wrong, numeric=True)}
        case Free(answer, rubric):
            return {"answer": answer, "rubric": [_changed(point) for point in rubric]}


def _choices(kind: QuestionType, body: Choices) -> Row:
    if kind is QuestionType.TRUE_FALSE:
        wrong = next(option for option in body.options if option.id not in body.right)
        return {
            "answer": body.right == ("true",),
            "why": wrong.why,
            "misconception": wrong.misconception,
        }
    options = [_changed(option) for option in body.options]
    if kind is QuestionType.SEVERAL:
        return {"answers": list(body.right), "options": options}
    return {"answer": body.right[0], "options": options}


def _wrong(wrong: tuple[WrongAnswer, ...], *, numeric: bool = False) -> list[Row] | None:
    rows = [_changed(each) for each in wrong]
    if numeric:
        rows = [{**row, "answer": plain_number(float(row["answer"]))} for row in rows]
    return rows or None


def _applies(premise: Premise) -> Row:
    row = _changed(premise)
    for key in ("since", "before"):
        if key in row:
            row[key] = ".".join(map(str, row[key]))
    if "gil" in row:
        row["gil"] = "on" if row["gil"] else "off"
    return row


def _experiment(experiment: Experiment) -> Row:
    row = _changed(experiment)
    if experiment.claims:
        row["claims"] = [
            {"says": str(claim.says), **_changed(claim.outcome)} for claim in experiment.claims
        ]
    return row

"""What a question can get wrong though every key is as it must be."""

from __future__ import annotations

import ast
import graphlib
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from grader.content.questions import Row
from grader.content.wording import Where, nearest, shown
from grader.question import LETTERS, Number, Output, QuestionType, ShortText

_LONGEST_CODE = 10_000
_MOST_SWITCH_INTERVALS = 4
"""Each multiplies the runs."""
_KEYS = ("q", "f", "?")
"""What a learner types to leave, to flag a question, and for a hint."""

Fault = tuple[Where, str]
"""The way to a value in the question, and what is wrong with it."""


def faults(row: Row) -> Iterator[Fault]:
    """Yield what makes no sense in a question's row; the row has passed the schema whole."""
    of_type = _BY_TYPE.get(QuestionType(row["type"]))
    if of_type is not None:
        yield from of_type(row)
    if "code" in row:
        yield from _code(row, "code", row["code"])
    yield from _verify(row)
    applies = row.get("applies", {})
    if "since" in applies and "before" in applies and not _ascending(applies):
        yield ("applies", "before"), "no Python version is left; write one later than since"


def _ascending(applies: Mapping[str, str]) -> bool:
    return _minor(applies["since"]) < _minor(applies["before"])


def _choices(row: Row) -> Iterator[Fault]:
    ids = [option["id"] for option in row["options"]]
    named = row["answers"] if "answers" in row else [row["answer"]]
    for index, name in enumerate(named):
        if name not in ids:
            near = nearest(name, ids)
            advice = f'write "{near}"' if near else f"write {' or '.join(ids)}"
            where: Where = ("answers", index) if "answers" in row else ("answer",)
            yield where, f'no option is called "{name}"; {advice}'
    if not {*named} <= {*ids}:
        return  # which options are wrong is not known yet
    for index, option in enumerate(row["options"]):
        if option["id"] in named:
            if "misconception" in option:
                where = ("options", index, "misconception")
                yield where, "this option is right and shows no misconception; remove it"
        elif "why" not in option:
            message = f'the wrong option "{option["id"]}" says not why; add "why: …" for it'
            yield ("options", index), message
    yield from _repeated(row["options"], "text", "options")


def _repeated(rows: list[dict[str, Any]], key: str, name: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, each in enumerate(rows):
        if each[key] in seen:
            message = f"{key} {shown(each[key])} is there twice; a learner could not tell which"
            yield (name, index, key), f"{message}; write another"
        seen.add(each[key])


def _typed(row: Row, is_right: Callable[[Any], bool]) -> Iterator[Fault]:
    for index, wrong in enumerate(row.get("wrong", ())):
        if is_right(wrong["answer"]):
            message = "this answer counts as right as well; remove it here, or there"
            yield ("wrong", index, "answer"), message


def _number(row: Row) -> Iterator[Fault]:
    body = Number(row["answer"], row.get("tolerance", 0.0))
    yield from _typed(row, body.is_right)


def _text(row: Row) -> Iterator[Fault]:
    body = ShortText(tuple(row["accept"]), row.get("exact", False))
    yield from _untypable(row["accept"], "accept")
    yield from _typed(row, body.is_right)


def _untypable(answers: list[str], key: str) -> Iterator[Fault]:
    for index, answer in enumerate(answers):
        if answer.strip().lower() in _KEYS:
            message = f"a learner who types {shown(answer)} is taken to mean the key; ask otherwise"
            yield (key, index), message


def _output(row: Row) -> Iterator[Fault]:
    yield from _untypable(row["outputs"], "outputs")
    yield from _typed(row, Output(tuple(row["outputs"])).is_right)


def _order(row: Row) -> Iterator[Fault]:
    places = {item["id"]: index for index, item in enumerate(row["items"])}
    order = graphlib.TopologicalSorter[str]()
    known = True
    for index, rule in enumerate(row["rules"]):
        for key in ("first", "then"):
            if rule[key] not in places:
                known = False
                near = nearest(rule[key], places)
                advice = f'write "{near}"' if near else f"write {' or '.join(places)}"
                yield ("rules", index, key), f'no item is called "{rule[key]}"; {advice}'
        order.add(rule["then"], rule["first"])
    if not known:
        return
    try:
        order.prepare()
    except graphlib.CycleError as error:
        circle = " before ".join(error.args[1])
        yield ("rules",), f"the rules leave no order: {circle}; remove one of them"
        return
    for index, rule in enumerate(row["rules"]):
        if places[rule["first"]] > places[rule["then"]]:
            yield (
                ("rules", index),
                f'the items stand in another order: "{rule["then"]}" before "{rule["first"]}"; '
                "list them in an order that is right",
            )


def _match(row: Row) -> Iterator[Fault]:
    yield from _repeated(row["pairs"], "left", "pairs")
    right = {pair["right"] for pair in row["pairs"]}
    if len(right) + len(row.get("extra", ())) < 2:
        yield ("pairs",), "all belong to the same right-hand side; add an extra one"
    if len(right) + len(row.get("extra", ())) > len(LETTERS):
        yield ("pairs",), f"more than {len(LETTERS)} right-hand sides; write fewer"
    for index, text in enumerate(row.get("extra", ())):
        if text in right:
            message = f"{shown(text)} belongs to a pair, so it is no extra one; write another"
            yield ("extra", index), message


def _line(row: Row) -> Iterator[Fault]:
    lines = row["code"].split("\n")
    wrong = [("wrong", i, "answer") for i, _ in enumerate(row.get("wrong", ()))]
    numbers = [*row["lines"], *(each["answer"] for each in row.get("wrong", ()))]
    places: list[Where] = [*(("lines", i) for i, _ in enumerate(row["lines"])), *wrong]
    for where, number in zip(places, numbers, strict=True):
        if number > len(lines):
            yield where, f"the code has {len(lines)} lines; write one of them"
        elif not lines[number - 1].strip():
            yield where, f"line {number} of the code is blank; write another"
    yield from _typed(row, lambda number: number in row["lines"])


_BY_TYPE: Mapping[QuestionType, Callable[[Row], Iterator[Fault]]] = {
    QuestionType.SINGLE: _choices,
    QuestionType.SEVERAL: _choices,
    QuestionType.NUMBER: _number,
    QuestionType.TEXT: _text,
    QuestionType.ORDER: _order,
    QuestionType.MATCH: _match,
    QuestionType.OUTPUT: _output,
    QuestionType.LINE: _line,
}


def _code(row: Row, key: str, code: str) -> Iterator[Fault]:
    """Tell of a program that Python cannot read, unless that is what the question is about."""
    if len(code) > _LONGEST_CODE:
        where: Where = ("verify", "witness") if key == "witness" else ("code",)
        yield where, f"longer than {_LONGEST_CODE} characters; show learners less"
        return
    claims = row.get("verify", {}).get("claims", ())
    if any("Error" in claim.get("raises", "") + claim.get("shows", "") for claim in claims):
        return
    if not _holds_here(row.get("applies", {})):
        return  # another Python may have a grammar that this one does not know
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line, why = getattr(error, "lineno", None), getattr(error, "msg", error) or "too deep"
        place = f" in its line {line}" if line else ""
        where = ("verify", "witness") if key == "witness" else ("code",)
        yield where, f"Python cannot read this program{place}: {why}; mend it"


def _holds_here(applies: Mapping[str, str]) -> bool:
    """Whether the versions that a question is about include the Python that runs this."""
    here = sys.version_info.minor
    return not (
        ("since" in applies and here < _minor(applies["since"]))
        or ("before" in applies and here >= _minor(applies["before"]))
    )


def _minor(version: str) -> int:
    return int(version.partition(".")[2])


def _verify(row: Row) -> Iterator[Fault]:
    verify = row.get("verify")
    derived = row["type"] in (QuestionType.OUTPUT, QuestionType.NUMBER)
    if verify is None:
        if "code" in row and not derived:
            message = "the code carries no claim of what running it comes to"
            yield ("code",), f'{message}; add "verify: {{claims: …}}", or "unverified: why not"'
        return
    if "code" not in row:
        yield ("verify",), "there is no code to run; add code, or remove this"
    elif "unverified" in verify and len(verify) > 1:
        message = "unverified says that no run can tell; remove it, or the other keys"
        yield ("verify", "unverified"), message
    elif not derived and not {"claims", "unverified"} & verify.keys():
        yield ("verify",), 'nothing is claimed; add "claims: …", or "unverified: why not"'
    for index, claim in enumerate(verify.get("claims", ())):
        if len(claim) < 2:
            where: Where = ("verify", "claims", index)
            yield where, "it says of no outcome; add prints, shows, raises, exits or hangs"
    if len(verify.get("switch_intervals", ())) > _MOST_SWITCH_INTERVALS:
        where = ("verify", "switch_intervals")
        yield where, f"more than {_MOST_SWITCH_INTERVALS} switch intervals; write fewer"
    if "witness" in verify:
        yield from _code(row, "witness", verify["witness"])

"""Marking an answer: what it is worth, and what is to be said about what was wrong in it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from grader.question import (
    Choices,
    FindLine,
    Free,
    Matching,
    Number,
    Ordering,
    Output,
    Question,
    ShortText,
    WrongAnswer,
)
from grader.review import Marked, Remark

Given = str | tuple[str, ...]
"""An answer: the ids chosen, in order where that matters, or the text that was typed.

For a match, the right-hand sides in the order of the pairs; for a free answer, its text, which
`mark_free` marks.
"""


def kept(given: Given) -> str:
    """Return an answer as the log of answers keeps it."""
    return given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)


def mark(question: Question, given: Given) -> Marked:
    """Mark an answer to a question of any type but ``free``."""
    match question.body, given:
        case Choices() as body, tuple():
            return _choices(body, given)
        case Ordering() as body, tuple():
            return _ordering(body, given)
        case Matching() as body, tuple():
            return _matching(body, given)
        case Number() as body, str():
            number = typed_number(given)
            right = number is not None and body.is_right(number)
            expected = [w for w in body.wrong if number is not None and float(w.answer) == number]
            return _one(right, expected)
        case ShortText() as body, str():
            return _one(body.is_right(given), [w for w in body.wrong if body.same(w.answer, given)])
        case Output() as body, str():
            wrong = [w for w in body.wrong if body.same(w.answer, given)]
            marked = _one(body.is_right(given), wrong)
            return marked._replace(remarks=marked.remarks or _nearly(body, given))
        case FindLine() as body, str():
            right = given.isdecimal() and int(given) in body.lines
            return _one(right, [w for w in body.wrong if w.answer == given])
    raise ValueError(f"{given!r} is no answer to a question of type {question.type}")


def mark_free(question: Question, claimed: Sequence[bool]) -> Marked:
    """Mark a free answer; ``claimed`` has one yes or no for each point of the rubric."""
    assert isinstance(question.body, Free)
    rubric = question.body.rubric
    points = sum(p.weight for p, made in zip(rubric, claimed, strict=True) if made)
    missed = [p.text for p, made in zip(rubric, claimed, strict=True) if not made]
    remarks = tuple(Remark(text.strip()) for text in missed)
    return Marked(points, sum(point.weight for point in rubric), remarks)


def typed_number(text: str) -> float | None:
    """Return the number that was typed, with a decimal point or comma and perhaps a unit."""
    words = text.replace(",", ".").split()
    try:
        number = float(words[0]) if words else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < 1e12 else None


def is_unit(text: str, unit: str | None) -> bool:
    """Return whether what was typed behind a number, if anything, is short for its unit."""
    words = text.split()[1:]
    return not words or unit is None or unit.casefold().startswith(words[0].casefold())


def _one(right: bool, expected: Sequence[WrongAnswer]) -> Marked:
    """Mark what is right or wrong as a whole."""
    if right:
        return Marked(1, 1)
    return Marked(0, 1, tuple(Remark(wrong.why, wrong.misconception) for wrong in expected))


_NEARLY = (
    (str.casefold, "Nearly: only upper and lower case differ, and Python's output minds them."),
    (
        lambda text: re.sub(r"(\d)\.0\b", r"\1", text),
        "Nearly: only how a number is written differs. A float such as 3.0 prints with its point.",
    ),
    (
        lambda text: re.sub(r"['\"]", "", text),
        "Nearly: only quotes differ. print() writes a string without them, and a list its strings "
        "with them.",
    ),
)


def _nearly(body: Output, given: str) -> tuple[Remark, ...]:
    """Return in what alone a typed output differs from a right one, if that is so little."""
    if body.is_right(given):
        return ()
    for plain, said in _NEARLY:
        if any(body.same(plain(given), plain(output)) for output in body.outputs):
            return (Remark(said),)
    return ()


def _choices(body: Choices, given: tuple[str, ...]) -> Marked:
    chosen = {*given}
    wrong = [option for option in body.options if option.id in chosen - {*body.right}]
    points = max(0, len(chosen & {*body.right}) - len(wrong))
    remarks = (Remark(option.why or "", option.misconception) for option in wrong)
    return Marked(points, len(body.right), tuple(remarks))


def _ordering(body: Ordering, given: tuple[str, ...]) -> Marked:
    places = {name: index for index, name in enumerate(given)}
    broken = [rule for rule in body.rules if places[rule.first] > places[rule.then]]
    return Marked(
        int(not broken), 1, tuple(Remark(rule.why, rule.misconception) for rule in broken)
    )


def _matching(body: Matching, given: tuple[str, ...]) -> Marked:
    wrong = [pair for pair, right in zip(body.pairs, given, strict=True) if right != pair.right]
    remarks = (Remark(f"{pair.left.rstrip('.')}: {pair.why}", pair.misconception) for pair in wrong)
    return Marked(len(body.pairs) - len(wrong), len(body.pairs), tuple(remarks))

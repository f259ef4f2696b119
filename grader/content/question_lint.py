"""What `kata pack check` says of questions that can be asked, and are not yet as they should be."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from grader.content.packs import Placed
from grader.content.wording import Where, shown
from grader.errors import Problem


def lint_questions(placed: Collection[Placed], katas: Collection[int]) -> list[Problem]:
    """Return every problem; ``katas`` are the numbers of those that a question may name."""
    return [problem for each in placed for problem in (*_unwritten(each), *_no_kata(each, katas))]


def _unwritten(placed: Placed) -> Iterator[Problem]:
    """Yield texts that an import has left to the author."""
    for where, text in _texts(placed.row, ()):
        if text.startswith("TODO") or text == "https://example.org/TODO":
            yield placed.problem(where, f"still to be written: {shown(text)}")


def _texts(value: Any, where: Where) -> Iterator[tuple[Where, str]]:
    """Yield every text in a row, with the way to it."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*where, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _texts(each, (*where, index))


def _no_kata(placed: Placed, katas: Collection[int]) -> Iterator[Problem]:
    for index, number in enumerate(placed.question.katas):
        if number not in katas:
            there = ", ".join(map(str, sorted(katas)))
            message = f"there is no kata {number}; write one of {there}, or remove it"
            yield placed.problem(("katas", index), message)

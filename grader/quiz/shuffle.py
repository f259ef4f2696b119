"""The order in which a question's options are shown: shuffled by a seed, the same every time."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from grader.question import Choices, Item, Matching, Ordering, Question, Shown

T = TypeVar("T")
_TRIES = 20


def shown(question: Question, seed: int) -> Shown:
    """Return the parts of a question in the order that ``seed`` gives them."""
    random = Random(f"{seed}:{question.id}")
    match question.body:
        case Choices(options):
            pinned = [option.pinned or not question.shuffle for option in options]
            return Shown(options=_around(options, pinned, random))
        case Ordering():
            return Shown(items=_not_solved(question.body, random))
        case Matching(pairs, extra):
            rights = list(dict.fromkeys([*(pair.right for pair in pairs), *extra]))
            if question.shuffle:
                random.shuffle(rights)
            return Shown(rights=tuple(rights))
    return Shown()


def _around(things: Sequence[T], pinned: Sequence[bool], random: Random) -> tuple[T, ...]:
    """Shuffle those that are not pinned among their own places."""
    free = [thing for thing, stays in zip(things, pinned, strict=True) if not stays]
    random.shuffle(free)
    return tuple(
        thing if stays else free.pop() for thing, stays in zip(things, pinned, strict=True)
    )


def _not_solved(body: Ordering, random: Random) -> tuple[Item, ...]:
    """Shuffle the items so that they do not stand in a right order already, if there is another.

    They are always shuffled: an author lists them in a right order.
    """
    items = list(body.items)
    for _ in range(_TRIES):
        random.shuffle(items)
        places = {item.id: index for index, item in enumerate(items)}
        if any(places[rule.first] > places[rule.then] for rule in body.rules):
            break
    return tuple(items)

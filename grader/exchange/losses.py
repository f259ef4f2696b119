"""What another format cannot hold of our questions, counted and put into words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple


class Loss(NamedTuple):
    """One kind of thing that is left out, in words for one of them and for several."""

    one: str
    many: str


HINT = Loss("hint", "hints")
CLAIM = Loss("claim about code", "claims about code")
MISCONCEPTION = Loss("link to a misconception", "links to misconceptions")
PAIR_WHY = Loss("why of a pair", "whys of pairs")
RULE_WHY = Loss("why of a rule", "whys of rules")
PINNED = Loss("pinned place", "pinned places")
FIXED_ORDER = Loss("shuffle: no", "shuffle: no")
EXACT = Loss("exact: yes", "exact: yes")
WRONG = Loss("expected wrong answer", "expected wrong answers")


class Moved(NamedTuple):
    """One kind of thing that stands in the prompt now, in words for one and for several."""

    one: str
    many: str


PREMISE = Moved("premise", "premises")
UNIT = Moved("unit", "units")


class Turned(NamedTuple):
    """A question of one of our types that had to become something else."""

    kind: str
    became: str


class Written(NamedTuple):
    """A file for another program, and sentences on what it does not hold."""

    text: str
    notes: tuple[str, ...]


def in_words(losses: Iterable[Loss | Moved | Turned]) -> tuple[str, ...]:
    """Return a sentence on what was left out, on what was moved, and on each change of type."""
    counts = Counter(losses)
    left = [_counted(count, loss) for loss, count in counts.items() if isinstance(loss, Loss)]
    moved = [_counted(count, loss) for loss, count in counts.items() if isinstance(loss, Moved)]
    sentences = [f"Left out: {', '.join(left)}."] if left else []
    sentences += [f"Moved into the prompts: {', '.join(moved)}."] if moved else []
    for turned, count in counts.items():
        if isinstance(turned, Turned):
            noun = "question" if count == 1 else "questions"
            sentences.append(f"{count} {noun} of type {turned.kind} became {turned.became}.")
    return tuple(sentences)


def _counted(count: int, loss: Loss | Moved) -> str:
    return f"{count} {loss.one if count == 1 else loss.many}"

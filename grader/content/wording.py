"""How the author of a content file is told what is wrong and what to write."""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterable

from grader.content.fields import Kind, Record
from grader.content.tree import Mapping, Node, Scalar, Sequence

Where = tuple[str | int, ...]
"""The way to a value: ``("checks", 0, "id")``."""


def name(where: Where) -> str:
    """What the author would call the value that stands ``where``."""
    if not where:
        return "the file"
    return f'"{where[-1]}"' if isinstance(where[-1], str) else f'an item of "{where[-2]}"'


def example(kind: Kind, where: Where) -> str:
    """What to write where ``kind`` is asked for, quoted as it would stand in the file."""
    if not where:
        return '"format: 1" and the other keys'
    if isinstance(kind, Record) and isinstance(where[-1], int):
        return "its keys: " + ", ".join(kind.required)
    return f'"{where[-1]}: {kind.write}"' if isinstance(where[-1], str) else f'"- {kind.write}"'


def described(node: Node) -> str:
    """What the author wrote instead, in a few words."""
    if isinstance(node, Sequence):
        return "a list"
    if isinstance(node, Mapping):
        return "keys with values"
    if isinstance(node, Scalar) and node.text.strip():
        return shown(node.text) if node.plain else f"the quoted text {shown(node.text)}"
    return "empty"


def shown(text: str) -> str:
    """The author's own text in quotes: not too long, and harmless to a terminal."""
    harmless = re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text)
    return f'"{harmless}"' if len(harmless) <= 40 else f'"{harmless[:39]}…"'


def instead(key: str) -> str:
    """What to do about an item that repeats another."""
    return "give this one its own" if key else "remove one of them"


def meant(unknown: str, kind: Record, present: Container[str]) -> str | None:
    """The key that a misspelt one was probably to be: the nearest that is not there yet."""
    return nearest(unknown, [key for key in (*kind.required, *kind.optional) if key not in present])


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one of the known words that a misspelt one was probably to be."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), None)

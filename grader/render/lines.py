"""Text with roles: what is said, apart from how a terminal paints it."""

from __future__ import annotations

import textwrap
from typing import NamedTuple


class Span(NamedTuple):
    """A piece of text and the part it plays: a key of the terminal's styles, or ""."""

    text: str
    role: str = ""


Line = tuple[Span, ...]

BLANK: Line = ()


def line(text: str, role: str = "") -> Line:
    """Return a line of one span."""
    return (Span(text, role),)


def wrapped(text: str, width: int, *, indent: str = "", role: str = "") -> list[Line]:
    """Return text as lines of at most ``width``; its own line breaks stay."""
    lines: list[Line] = []
    for paragraph in printable(text).splitlines() or [""]:
        pieces = textwrap.wrap(paragraph, max(20, width - len(indent)), break_on_hyphens=False)
        lines += [(Span(indent), Span(piece, role)) for piece in pieces or [""]]
    return lines


def labelled(label: str, text: str, width: int, *, indent: str, role: str = "") -> list[Line]:
    """Return text behind a label, its further lines below its first."""
    hanging = indent + " " * len(label)
    first, *rest = wrapped(text, width, indent=hanging, role=role)
    return [(Span(indent), Span(label, "faint"), *first[1:]), *rest]


def printable(text: str) -> str:
    """Return text without what a terminal would obey: learners' programs put in what they like."""
    return "".join(c if c.isprintable() or c == "\n" else _shown(c) for c in text)


def _shown(character: str) -> str:
    return "    " if character == "\t" else repr(character)[1:-1]

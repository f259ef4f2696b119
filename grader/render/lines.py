"""Text with roles: what is said, apart from how a terminal paints it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from grader.errors import printable as printable


class Span(NamedTuple):
    """A piece of text and the part it plays: a key of the terminal's styles, or ""."""

    text: str
    role: str = ""


Line = tuple[Span, ...]

BLANK: Line = ()
_BETWEEN = "   "


def line(text: str, role: str = "") -> Line:
    """Return a line of one span."""
    return (Span(text, role),)


def wrapped(text: str, width: int, *, indent: str = "", role: str = "") -> list[Line]:
    """Return text as lines of at most ``width``; its own line breaks stay."""
    lines: list[Line] = []
    for paragraph in printable(text).splitlines() or [""]:
        pieces = textwrap.wrap(
            paragraph,
            max(20, width - len(indent)),
            break_on_hyphens=False,
            break_long_words=False,  # links stay whole
        )
        lines += [(Span(indent), Span(piece, role)) for piece in pieces or [""]]
    return lines


def prose(text: str, width: int, *, indent: str = "", role: str = "") -> list[Line]:
    """Return text of several paragraphs: a line each, with a blank one between; code as it stands.

    Items of a list, which begin with a hyphen, and indented lines stand together.
    """
    lines: list[Line] = []
    before = ""
    for block in (part.rstrip() for part in printable(text).splitlines() if part.strip()):
        if before and not (_stands_close(block) and _stands_close(before)):
            lines.append(BLANK)
        if block.startswith(" "):
            lines.append((Span(indent + block, role),))
        elif block.startswith("- "):
            lines += labelled("- ", block[2:], width, indent=indent, role=role)
        else:
            lines += wrapped(block, width, indent=indent, role=role)
        before = block
    return lines


def _stands_close(block: str) -> bool:
    return block.startswith((" ", "- "))


def labelled(label: str, text: str, width: int, *, indent: str, role: str = "") -> list[Line]:
    """Return text behind a label, its further lines below its first."""
    hanging = indent + " " * len(label)
    first, *rest = wrapped(text, width, indent=hanging, role=role)
    return [(Span(indent), Span(label, "faint"), *first[1:]), *rest]


def side_by_side(
    parts: Sequence[str], width: int, *, indent: str = "", role: str = ""
) -> list[Line]:
    """Return short texts beside each other, as many in a line as fit; none of them is broken."""
    rows: list[str] = []
    for part in parts:
        if rows and len(indent) + len(rows[-1]) + len(_BETWEEN) + len(part) <= width:
            rows[-1] += _BETWEEN + part
        else:
            rows.append(part)
    return [(Span(indent), Span(row, role)) for row in rows]

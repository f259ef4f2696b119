"""A kata's brief, fitted to the width of a terminal."""

from __future__ import annotations

import re

from grader.render.lines import BLANK, Line, line, wrapped

_ITEM = re.compile(r"^(\*|-|\d+\.) ")


def brief_lines(text: str, width: int) -> list[Line]:
    """Return a brief's Markdown as lines: paragraphs and lists filled anew, code as it stands."""
    lines: list[Line] = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        lines += [*_block(block, width), BLANK]
    return lines[:-1]


def _block(block: str, width: int) -> list[Line]:
    if block.startswith("#"):
        return wrapped(block.lstrip("# "), width, role="strong")
    if block.startswith("    "):
        return [line(text) for text in block.splitlines()]
    lines: list[Line] = []
    for paragraph in _paragraphs(block):
        item = _ITEM.match(paragraph)
        if item is None:
            lines += wrapped(paragraph, width)
        else:
            indent = " " * item.end()
            first, *rest = wrapped(paragraph[item.end() :], width, indent=indent)
            lines += [(first[0]._replace(text=item[0]), *first[1:]), *rest]
    return lines


def _paragraphs(block: str) -> list[str]:
    """Join the lines of a paragraph, and those of each item of a list."""
    found: list[str] = []
    for text in block.splitlines():
        if _ITEM.match(text) or not found:
            found.append(text.strip())
        else:
            found[-1] += " " + text.strip()
    return found

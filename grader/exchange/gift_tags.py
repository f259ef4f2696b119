"""What a GIFT file says about a question besides: its id number, its tags, its category."""

from __future__ import annotations

import re

from grader.exchange.gift_syntax import Entry
from grader.exchange.gift_texts import Reading
from grader.exchange.naming import slug
from grader.question import QuestionType

_ID = re.compile(r"\[id:([^\[\]]+)\]")
_TAG = re.compile(r"\[tag:([^\[\]]+)\]")
_OWN_TAG = re.compile(r"(type|level|rev|kata)-([a-z0-9-]+)")


def tags_of(entry: Entry, reading: Reading) -> dict[str, str]:
    """Return the tags that an export of ours writes; several katas with blanks between."""
    tags: dict[str, str] = {}
    others = []
    for tag in _TAG.findall(entry.comment):
        own = _OWN_TAG.fullmatch(tag)
        if own is None or not _fits(*own.groups()):
            others.append(tag)
        elif own[1] == "kata" and "kata" in tags:
            tags["kata"] += f" {own[2]}"
        else:
            tags[own[1]] = own[2]
    if others:
        reading.left_out.append((entry.at, f"tags: {', '.join(others)}"))
    return tags


def _fits(name: str, value: str) -> bool:
    if name == "type":
        return value in list(QuestionType)
    most = 5 if name == "level" else 9999
    return value.isdecimal() and 1 <= int(value) <= most


def named(entry: Entry) -> str:
    """Return what its author calls the question: its id number, or its title; or else nothing."""
    found = _ID.search(entry.comment)
    numbered = found[1] if found else ""
    return next((name for name in (numbered, entry.title or "") if slug(name)), "")


def path_of(category: str) -> list[str]:
    """Return the names in a category's path, less those that are Moodle's own."""
    names = [name.replace("\0", "/").strip() for name in category.replace("//", "\0").split("/")]
    return [name for name in names if name and name != "top" and not re.fullmatch(r"\$\w+\$", name)]

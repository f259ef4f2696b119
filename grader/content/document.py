"""One content file held against its schema: plain values, and every problem with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.content import wording
from grader.content.fields import (
    Decimal,
    Flag,
    Kind,
    ListOf,
    OneOf,
    Record,
    Text,
    Variants,
    Whole,
)
from grader.content.schema import FORMAT
from grader.content.tree import Mapping, Node, Refused, Scalar, Sequence
from grader.content.wording import Where
from grader.content.yamlfile import read_tree
from grader.errors import Problem

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?")
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(slots=True)
class Document:
    """A file's values as far as they are right: what is wrong is None, and in ``problems``."""

    file: str
    value: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    places: dict[Where, tuple[int, int]] = field(default_factory=dict)
    broken: set[Where] = field(default_factory=set)
    """The items of lists in which something is wrong."""

    def problem(self, where: Where, message: str) -> Problem:
        """A problem with the value found by going ``where``."""
        return Problem(self.file, *self.places.get(where, (0, 0)), message)

    def rows(self, key: str) -> list[tuple[int, dict[str, Any]]]:
        """The records under ``key`` that could be read, each with its index."""
        rows = self.value.get(key) or []
        return [(index, row) for index, row in enumerate(rows) if row is not None]


def read_document(path: Path, schema: Record) -> Document:
    """Read the file and hold it against the schema; never raises for what the author wrote."""
    tree, problems = read_tree(path)
    document = Document(str(path), problems=problems)
    if newer := _newer_format(tree):
        document.problems = [Problem(document.file, newer.line, newer.column, _needs_newer(newer))]
        return document
    document.value = _Walker(document).read(tree, schema, ()) or {}
    return document


def _newer_format(tree: Node) -> Scalar | None:
    """The value of ``format`` where it is beyond what this version knows."""
    if isinstance(tree, Mapping):
        for key, value in tree.entries:
            if isinstance(key, Scalar) and key.text == "format" and isinstance(value, Scalar):
                newer = _WHOLE.fullmatch(value.text) and int(value.text) > FORMAT
                return value if newer else None
    return None


def _needs_newer(value: Scalar) -> str:
    return (
        f"format {value.text} needs a newer concurrency-katas, this one reads format {FORMAT}; "
        "type: pip install --upgrade concurrency-katas"
    )


def _cut_off(node: Scalar, where: Where) -> str:
    return (
        f"YAML takes {wording.shown(node.comment)} for a comment and leaves it out of "
        f"{wording.name(where)}; put the text in quotes, or the comment on a line of its own"
    )


class _Walker:
    """Goes through a tree along its schema and notes in the document what it meets."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def read(self, node: Node, kind: Kind, where: Where) -> Any:
        """The node's value where it is what ``kind`` asks for, else None and a problem noted."""
        self.document.places[where] = (node.line, node.column)
        match node, kind:
            case Refused(), _:
                return None
            case Scalar(), Text():
                return self._text(node, kind, where)
            case Scalar(), Whole() | Decimal():
                return self._number(node, kind, where)
            case Scalar(), OneOf():
                return self._word(node, kind, where)
            case Scalar(), Flag():
                return self._flag(node, kind, where)
            case Sequence(), ListOf():
                return self._list(node, kind, where)
            case Mapping(), Record():
                return self._record(node, kind, where)
            case Mapping(), Variants():
                return self._variant(node, kind, where)
        self._wrong(node, kind, where)
        return None

    def _text(self, node: Scalar, kind: Text, where: Where) -> str | None:
        # A block's last line break is YAML's, not the author's.
        text = node.text.rstrip("\n")
        if node.comment and kind.pattern is None:
            self._report(node, _cut_off(node, where))
            return None
        if kind.verbatim and node.joined:
            name = wording.name(where)
            message = f"the lines of {name} are joined into one here; write it as a block after |"
            self._report(node, message)
            return None
        if found := _CONTROL.search(text):
            self._report(node, f"control character U+{ord(found[0]):04X} in a text; remove it")
            return None
        if kind.one_line and "\n" in text:
            self._report(node, f"{wording.name(where)} must be one line; write it shorter")
            return None
        if kind.most is not None and len(text) > kind.most:
            name = wording.name(where)
            message = f"{name} has {len(text)} characters; write at most {kind.most}"
            self._report(node, message)
            return None
        if not text.strip() and kind.empty and not node.plain:
            return ""
        if not text.strip() or (kind.pattern and not re.fullmatch(kind.pattern, text)):
            self._wrong(node, kind, where)
            return None
        return text

    def _word(self, node: Scalar, kind: OneOf, where: Where) -> str | None:
        if node.text in kind.words:
            return node.text
        self._wrong(node, kind, where)
        return None

    def _flag(self, node: Scalar, kind: Flag, where: Where) -> bool | None:
        word = node.text.lower()
        if node.plain and word in _FLAGS:
            return _FLAGS[word]
        self._wrong(node, kind, where)
        return None

    def _number(self, node: Scalar, kind: Whole | Decimal, where: Where) -> float | None:
        number = self._number_in(node, kind)
        if number is None:
            self._wrong(node, kind, where)
        return number

    def _number_in(self, node: Scalar, kind: Whole | Decimal) -> float | None:
        """The number that a plain text is, if it is one and within the bounds."""
        whole = isinstance(kind, Whole)
        pattern = _WHOLE if whole else _DECIMAL
        if not node.plain or not pattern.fullmatch(node.text):
            return None
        number = int(node.text) if whole else float(node.text)
        return number if kind.least <= number <= kind.most else None

    def _list(self, node: Sequence, kind: ListOf, where: Where) -> list[Any]:
        if len(node.items) < kind.least:
            self._too_short(node, kind, where)
        values = [self._item(item, kind.kind, (*where, i)) for i, item in enumerate(node.items)]
        if kind.unique is not None:
            self._refuse_repeats(values, kind.unique, where)
        return values

    def _item(self, node: Node, kind: Kind, where: Where) -> Any:
        before = len(self.document.problems)
        value = self.read(node, kind, where)
        if isinstance(node, Refused) or len(self.document.problems) > before:
            self.document.broken.add(where)
        return value

    def _refuse_repeats(self, values: list[Any], key: str, where: Where) -> None:
        first: dict[Any, int] = {}
        for index, item in enumerate(values):
            value = item.get(key) if key and item is not None else item
            if value is None:
                continue
            place = (*where, index, key) if key else (*where, index)
            if value in first:
                what = f"{key} {wording.shown(str(value))}".lstrip()
                message = f"{what} is already in line {first[value]}; {wording.instead(key)}"
                self.document.problems.append(self.document.problem(place, message))
            first.setdefault(value, self.document.places[place][0])

    def _record(self, node: Mapping, kind: Record, where: Where) -> dict[str, Any]:
        kinds = {**kind.required, **kind.optional}
        entries = self._entries(node)
        values: dict[str, Any] = {}
        misspelt: set[str | None] = set()
        for name, (key, value) in entries.items():
            if name in kinds:
                values[name] = self.read(value, kinds[name], (*where, name))
                continue
            near = wording.meant(name, kind, entries)
            misspelt.add(near)
            advice = f'write "{near}"' if near else f"remove it; known are {', '.join(kinds)}"
            self._report(key, f"unknown key {wording.shown(name)}; {advice}")
        for name, wanted in kind.required.items():
            if name not in entries and name not in misspelt:
                self._report(node, f'key "{name}" is missing; add "{name}: {wanted.write}"')
        return values

    def _variant(self, node: Mapping, kind: Variants, where: Where) -> dict[str, Any] | None:
        """Return the record in the form that its key names; any form will do to tell what lacks."""
        words = [v for k, v in node.entries if isinstance(k, Scalar) and k.text == kind.key]
        if not words:
            forms = ", ".join(kind.forms)
            self._report(node, f'key "{kind.key}" is missing; add "{kind.key}:" and one of {forms}')
            return None
        word = words[0]
        if isinstance(word, Scalar) and word.text in kind.forms:
            return self._record(node, kind.forms[word.text], where)
        near = wording.nearest(word.text, kind.forms) if isinstance(word, Scalar) else None
        choice = f'write "{near}"' if near else f"write one of {', '.join(kind.forms)}"
        self._report(word, f'"{kind.key}" cannot be {wording.described(word)}; {choice}')
        return None

    def _entries(self, node: Mapping) -> dict[str, tuple[Node, Node]]:
        """Key and value nodes by name, the first of each; repeated and odd keys are reported."""
        entries: dict[str, tuple[Node, Node]] = {}
        for key, value in node.entries:
            if isinstance(key, Refused):
                continue
            if not isinstance(key, Scalar):
                self._report(key, "a key must be a single word; write it as name: value")
            elif key.text in entries:
                line, shown = entries[key.text][0].line, wording.shown(key.text)
                message = f"key {shown} is already in line {line}; remove one of them"
                self._report(key, message)
            else:
                entries[key.text] = (key, value)
        return entries

    def _too_short(self, node: Sequence, kind: ListOf, where: Where) -> None:
        name, count = wording.name(where), len(node.items)
        lacking = kind.least - count
        self._report(node, f"{name} needs at least {kind.least}, has {count}; add {lacking}")

    def _wrong(self, node: Node, kind: Kind, where: Where) -> None:
        message = f"{wording.name(where)} must be {kind.noun}, not {wording.described(node)}"
        meant = self._meant(node, kind)
        example = f'"{where[-1]}: {meant}"' if meant and where else wording.example(kind, where)
        self._report(node, f"{message}; write {example}")

    def _meant(self, node: Node, kind: Kind) -> str | None:
        """The number that somebody wrote in quotes, or with a decimal comma."""
        if not isinstance(node, Scalar) or not isinstance(kind, Whole | Decimal):
            return None
        text = node.text.strip().replace(",", ".")
        plain = node._replace(text=text, plain=True)
        return text if self._number_in(plain, kind) is not None else None

    def _report(self, node: Node, message: str) -> None:
        self.document.problems.append(Problem(self.document.file, node.line, node.column, message))

"""From a YAML file to a tree: what YAML can do that content may not is refused here.

The tree is built from the parser's events and not by the loader's own composer: only events
show anchors and tags, and a hostile file is left at the first bracket too deep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.content.tree import Mapping, Node, Refused, Scalar, Sequence
from grader.errors import Problem

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
_TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels; write it flatter"

# What YAML takes for printable, less the byte-order mark inside a text.
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def read_tree(path: Path) -> tuple[Node, list[Problem]]:
    """The file's tree and what is wrong with it; a ``Refused`` root where nothing can be read."""
    try:
        text = _read_text(path)
        builder = _Builder(str(path), text)
        return builder.build(), builder.problems
    except _UnreadableError as stop:
        return Refused(1, 1), [*stop.before, Problem(str(path), stop.line, stop.column, str(stop))]


class _UnreadableError(Exception):
    """The rest of the file cannot be read; ``before`` holds the problems found so far."""

    def __init__(
        self, message: str, line: int = 1, column: int = 1, before: list[Problem] | None = None
    ) -> None:
        super().__init__(message)
        self.line, self.column, self.before = line, column, before or []


def _read_text(path: Path) -> str:
    if not path.is_file():
        raise _UnreadableError(_no_file(path), 0, 0)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or error
        raise _UnreadableError(f"cannot be read ({reason}); check who may read it", 0, 0) from None
    if len(data) > MAX_BYTES:
        raise _UnreadableError("larger than 1 MiB; divide it into several files", 0, 0)
    return _decode(data)


def _no_file(path: Path) -> str:
    if path.is_dir():
        return "a folder, where a file is to be; rename it, or take it out"
    if path.exists():
        return "neither a file nor a folder; take it out"
    if path.is_symlink():
        return "a link to nothing; take it out, or put the file in its place"
    return "no such file; write it, or correct the name"


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start].decode("utf-8-sig"))
        raise _UnreadableError("not UTF-8; save the file as UTF-8", line, column) from None
    if found := _UNPRINTABLE.search(text):
        line, column = _place(text[: found.start()])
        raise _UnreadableError(
            f"the unprintable character U+{ord(found[0]):04X}; remove it", line, column
        )
    return text


def _place(before: str) -> tuple[int, int]:
    """Line and column of the character that follows the text ``before``."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class _Builder:
    """One file's events on their way to a tree, and the problems met."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._lines = text.split("\n")
        self.problems: list[Problem] = []

    def build(self) -> Node:
        """The root of the file's only document."""
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            return self._document(yaml.parse(self.text, Loader=loader))
        except yaml.MarkedYAMLError as error:
            raise self._syntax_error(error) from None

    def _document(self, events: Iterator[Any]) -> Node:
        root: Node | None = None
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent" and root is not None:
                self._report(event, 'a second document begins here; remove the "---"')
                break
            if not kind.startswith(("Stream", "Document")):
                root = self._node(event, events, depth=1)
        if root is None:
            raise _UnreadableError('the file is empty; begin it with "format: 1"')
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        line, column = _start(event)
        kind = type(event).__name__
        if kind == "AliasEvent":
            self._report(event, _refused("alias", f"*{event.anchor}", "write it out again here"))
            return Refused(line, column)
        self._refuse_extras(event)
        if kind == "ScalarEvent":
            return self._scalar(event)
        if depth > MAX_DEPTH:
            raise _UnreadableError(_TOO_DEEP, line, column, self.problems)
        children = self._children(events, depth)
        if kind == "SequenceStartEvent":
            return Sequence(line, column, list(children))
        return Mapping(line, column, [(key, next(children)) for key in children])

    def _scalar(self, event: Any) -> Scalar:
        plain = not event.style
        end = event.end_mark
        several = end.line > event.start_mark.line
        # Some characters break a line for YAML alone: then the line is another, or none.
        rest = "".join(self._lines[end.line : end.line + 1])[end.column :].strip()
        return Scalar(
            *_start(event),
            event.value,
            plain=plain,
            joined=event.style == ">" or (several and event.style != "|"),
            comment=rest if plain and rest.startswith("#") else "",
        )

    def _children(self, events: Iterator[Any], depth: int) -> Iterator[Node]:
        for event in events:
            if type(event).__name__ in ("SequenceEndEvent", "MappingEndEvent"):
                return
            yield self._node(event, events, depth + 1)

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            self._report(event, _refused("anchor", f"&{event.anchor}", "remove it"))
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._report(event, _refused("tag", tag, "remove it"))

    def _report(self, event: Any, message: str) -> None:
        self.problems.append(Problem(self.file, *_start(event), message))

    def _syntax_error(self, error: Any) -> _UnreadableError:
        mark = error.problem_mark or error.context_mark
        line, column = mark.line + 1, mark.column + 1
        if "nesting depth" in str(error.problem):  # libyaml's own limit: it reads ahead of events
            return _UnreadableError(_TOO_DEEP, line, column, self.problems)
        begun = error.context_mark
        since = (
            f", in what begins in line {begun.line + 1}" if begun and begun.line + 1 < line else ""
        )
        advice = self._advice(str(error.problem), line, column)
        message = f"not valid YAML ({error.problem}{since}); {advice}"
        return _UnreadableError(message, line, column, self.problems)

    def _advice(self, problem: str, line: int, column: int) -> str:
        lines = self.text.splitlines()
        if line > len(lines) or "end of stream" in problem:
            return "close the quote or bracket"
        character = lines[line - 1][column - 1 : column]
        if character == "\t":
            return "indent with spaces, not with tabs"
        if "mapping values" in problem:
            return 'put a text that holds ": " in quotes'
        if "start any token" in problem:
            return f"put a text that begins with {character} in quotes"
        if "expected ':'" in problem:
            return 'indent what stands below a "|" further than its key, here and in the line above'
        if "',' or" in problem:
            return "close the bracket, or put a text that holds a comma or a bracket in quotes"
        if {"'", '"'} & {*lines[line - 1]}:
            return "write \\\" for a quote within double quotes, '' for one within single quotes"
        return "check the indentation and the quotes here and in the line above"


def _refused(what: str, text: str, advice: str) -> str:
    return f'{what} "{text}" is not allowed; {advice}, or put a text that begins so in quotes'


def _start(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1

"""The shape of a GIFT file: its questions, cut into title, text and answers, each at its place.

It is read as Moodle's importer reads it: a blank line ends a question, a line that begins with
``//`` is a comment, and a backslash takes away the meaning of ``~ = # { } :``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from grader.errors import ContentError, Problem

MAX_BYTES = 4 * 1024**2
MAX_QUESTIONS = 5_000
MAX_CHARACTERS = 50_000
"""Of one question: a hostile one must not keep the reader of its HTML busy."""

_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_CATEGORY = "$CATEGORY:"
_NO_CATEGORY = re.compile(r"\$CATEGORY\b[ \t:]*([^\n]*)", re.IGNORECASE)
"""A line that was to name a category, and is not written as Moodle reads it."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HIDDEN = "\0"
"""What stands for an escaped character and its backslash while marks are looked for."""


class Piece(NamedTuple):
    """A part of the file, and where it begins."""

    raw: str
    masked: str
    """The same with what is escaped hidden, so that marks in it are marks."""
    at: int
    """Characters before it in the file."""

    def cut(self, start: int, stop: int | None = None) -> Piece:
        """Return the part between two positions."""
        stop = len(self.raw) if stop is None else stop
        return Piece(self.raw[start:stop], self.masked[start:stop], self.at + start)

    def stripped(self) -> Piece:
        """Return it without the blanks around it."""
        blanks = len(self.masked) - len(self.masked.lstrip())
        return self.cut(blanks, max(blanks, len(self.masked.rstrip())))

    def halves(self, mark: str) -> tuple[Piece, Piece | None]:
        """Return what is before and after the first ``mark``; None where there is no mark."""
        found = self.masked.find(mark)
        if found < 0:
            return self, None
        return self.cut(0, found), self.cut(found + len(mark))

    @property
    def value(self) -> str:
        """The text that is meant, with nothing escaped."""
        return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], self.raw)


class Entry(NamedTuple):
    """One question as it stands in the file."""

    at: int
    category: str
    """The path of the category that it is in; empty where none is named."""
    comment: str
    title: str | None
    before: Piece
    """The question's text up to the answers."""
    after: Piece | None
    """And what follows them, where a word is missing in between."""
    answers: Piece | None
    """What stands between the braces; None for a description, which asks nothing."""


def decoded(data: bytes, file: str) -> str:
    """Return the text of a file; a `ContentError` where it is not one, or is too large."""
    if len(data) > MAX_BYTES:
        limit = f"larger than {MAX_BYTES // 1024**2} MiB; divide it into several files"
        raise ContentError([Problem(file, 0, 0, limit)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = data[: error.start].decode("utf-8-sig")
        problem = "not UTF-8; save the file as UTF-8"
    else:
        found = _CONTROL.search(text)
        if found is None:
            return text
        place = text[: found.start()]
        problem = f"the unprintable character U+{ord(found[0]):04X}; is this a text file?"
    line, column = place.count("\n") + 1, len(place) - place.rfind("\n")
    raise ContentError([Problem(file, line, column, problem)])


class Source:
    """A file's text, which knows its lines; it gathers what is wrong."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.problems: list[Problem] = []
        self._starts = [0, *(found.end() for found in re.finditer("\n", self.text))]

    def line(self, at: int) -> int:
        """Return the number of the line in which a position is."""
        return bisect_right(self._starts, at)

    def report(self, at: int, message: str) -> None:
        """Note that something is wrong at a position."""
        line = self.line(at)
        column = at - self._starts[line - 1] + 1
        self.problems.append(Problem(self.file, line, column, message))

    def entries(self) -> Iterator[Entry]:
        """Yield the questions; what cannot be read is reported, and the next one read."""
        category = ""
        for number, (block, comment) in enumerate(self._blocks()):
            piece = block.stripped()
            if number == MAX_QUESTIONS:
                self.report(piece.at, f"more than {MAX_QUESTIONS} questions; divide the file here")
                return
            if len(piece.raw) > MAX_CHARACTERS:
                message = f"a question of more than {MAX_CHARACTERS} characters; "
                self.report(piece.at, message + "a blank line has to stand between two questions")
                continue
            if piece.raw.startswith(_CATEGORY):
                named, rest = piece.halves("\n")
                category = named.raw.removeprefix(_CATEGORY).strip()
                piece = rest.stripped() if rest is not None else piece.cut(len(piece.raw))
            elif wrong := _NO_CATEGORY.match(piece.raw):
                self.report(piece.at, f"this names no category; write {_CATEGORY} {wrong[1]}")
                piece = piece.cut(wrong.end()).stripped()
            if piece.raw:
                entry = self._entry(piece, category, comment)
                if entry is not None:
                    yield entry

    def _blocks(self) -> Iterator[tuple[Piece, str]]:
        """Yield what stands between blank lines, comments blanked, and the comments' text."""
        at = 0
        for filled, group in groupby(self.text.split("\n"), lambda line: bool(line.strip())):
            lines = list(group)
            start, at = at, at + sum(map(len, lines)) + len(lines)
            if filled:
                comments = [line for line in lines if _is_comment(line)]
                raw = "\n".join(_blanked(line) for line in lines)
                yield Piece(raw, _ESCAPE.sub(_HIDDEN * 2, raw), start), "\n".join(comments)

    def _entry(self, piece: Piece, category: str, comment: str) -> Entry | None:
        at, title = piece.at, None
        if piece.masked.startswith("::"):
            named, rest = piece.cut(2).halves("::")
            if rest is None:
                self.report(at, 'the title that begins with "::" has no end; write :: after it')
                return None
            title, piece = named.value.strip(), rest.stripped()
        begin, end = piece.masked.find("{"), piece.masked.find("}")
        if begin < 0 and end < 0:
            return Entry(at, category, comment, title, piece, None, None)
        if not self._braces_fit(piece, begin, end):
            return None
        before, after = piece.cut(0, begin), piece.cut(end + 1)
        if not before.raw.strip() and not after.raw.strip():
            self.report(piece.at + begin, "there is no question before these answers; write one")
            return None
        answers = piece.cut(begin + 1, end)
        missing = after if after.raw.strip() else None
        return Entry(at, category, comment, title, before, missing, answers)

    def _braces_fit(self, piece: Piece, begin: int, end: int) -> bool:
        """Whether one pair of braces holds the answers, and no other brace is there."""
        if 0 <= end < begin or begin < 0:
            self.report(piece.at + end, r"there is no { before this }; write \} if it is text")
            return False
        if end < 0:
            message = "this { is never closed; write } after the answers, before the blank line"
            self.report(piece.at + begin, message)
            return False
        for mark in "{}":
            start = begin if mark == "{" else end
            second = piece.masked.find(mark, start + 1)
            if second >= 0:
                message = f"a second {mark} in one question; write \\{mark} if it is text"
                self.report(piece.at + second, message)
                return False
        return True


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("//")


def _blanked(line: str) -> str:
    return " " * len(line) if _is_comment(line) else line

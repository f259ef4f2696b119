"""What can be the user's fault, and how it is said.

Every message says what is wrong, where, and what to type next. Anything that is not one of
these types is a bug in the grader itself, and the command line says so.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

_JOINERS = "\u200c\u200d"
"""What Persian words and some emoji are put together with."""


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: 1 kata, 2 katas; 1 try, 2 tries."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def printable(text: str) -> str:
    """Return text without what a terminal would obey, or what turns the order of letters around.

    Line breaks stay, and what is taken out is shown as Python writes it, such as ``\\x1b``.
    """
    if text.isprintable():
        return text
    return "".join(c if c == "\n" or _is_harmless(c) else _shown(c) for c in text)


def _is_harmless(character: str) -> bool:
    is_space = unicodedata.category(character) == "Zs"
    return character.isprintable() or is_space or character in _JOINERS


def _shown(character: str) -> str:
    return "    " if character == "\t" else repr(character)[1:-1]


class UserError(Exception):
    """Something that the user can put right: a wrong name, a missing file, a bad pack."""

    exit_status = 2

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Problem(NamedTuple):
    """One thing wrong in a content file; ``line`` and ``column`` count from 1, 0 is unknown.

    A line that is unknown is not told, for a file begins with no line 0. As a text it is one line,
    and harmless to a terminal, whatever a file is called and holds.
    """

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return printable(f"{place}: {self.message}").replace("\n", "\\n")


class ContentError(UserError):
    """A pack or kata that breaks the schema: every problem in it, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

"""The kinds of field that a content file can have, as data; ``schema.py`` combines them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Text(NamedTuple):
    """The text that the author wrote, whatever YAML would take it for."""

    write: str
    """An example, for the message to someone who wrote something else."""
    noun: str = "text"
    pattern: str | None = None
    """What the whole text must match."""
    one_line: bool = True
    verbatim: bool = False
    """Whether its lines matter, as those of code do."""
    empty: bool = False
    """Whether it may be empty, in quotes."""
    most: int | None = None
    """The most characters that it may have."""


class Flag(NamedTuple):
    """Yes or no."""

    write: str = "yes"

    @property
    def noun(self) -> str:
        """The words to choose from."""
        return "yes or no"


class Whole(NamedTuple):
    """A whole number within bounds."""

    least: int
    most: int

    @property
    def noun(self) -> str:
        """The bounds, in words."""
        if self.least == self.most:
            return str(self.least)
        return f"a whole number from {self.least} to {self.most}"

    @property
    def write(self) -> str:
        """The least that is right."""
        return str(self.least)


class Decimal(NamedTuple):
    """A number, with or without a decimal point, within bounds."""

    least: float
    most: float
    write: str

    @property
    def noun(self) -> str:
        """The bounds, in words."""
        return f"a number from {self.least:g} to {self.most:g}"


class OneOf(NamedTuple):
    """One word out of a few."""

    words: tuple[str, ...]

    @property
    def noun(self) -> str:
        """The words to choose from."""
        return " or ".join(f'"{word}"' for word in self.words)

    @property
    def write(self) -> str:
        """The first of the words."""
        return self.words[0]


class ListOf(NamedTuple):
    """A list of one kind of thing."""

    kind: Kind
    write: str
    least: int = 0
    unique: str | None = None
    """What no two items share: the field of that name, or "" for the item itself."""

    @property
    def noun(self) -> str:
        """How many there must be, in words."""
        return "a list" if self.least < 2 else f"a list of at least {self.least}"


class Record(NamedTuple):
    """A mapping with known keys."""

    required: Mapping[str, Kind]
    optional: Mapping[str, Kind] = MappingProxyType({})
    write: str = "…"
    noun: str = "keys with values"


class Variants(NamedTuple):
    """Mappings of several forms, told apart by the word under one key."""

    key: str
    forms: Mapping[str, Record]
    noun: str = "keys with values"
    write: str = "…"


Kind = Text | Flag | Whole | Decimal | OneOf | ListOf | Record | Variants

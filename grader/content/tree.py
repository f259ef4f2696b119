"""A content file as a tree in which every node knows the line and column that it stands at."""

from __future__ import annotations

from typing import NamedTuple


class Scalar(NamedTuple):
    """A single value, as the text that the author wrote; ``plain`` means without quotes."""

    line: int
    column: int
    text: str
    plain: bool
    joined: bool = False
    """Whether YAML has joined several of the author's lines into one."""
    comment: str = ""
    """What follows on the same line and YAML takes for a comment, with its ``#``."""


class Sequence(NamedTuple):
    """A list of nodes."""

    line: int
    column: int
    items: list[Node]


class Mapping(NamedTuple):
    """Pairs of key and value, in the author's order and with repeated keys kept."""

    line: int
    column: int
    entries: list[tuple[Node, Node]]


class Refused(NamedTuple):
    """Something that has been reported already, so nothing more is to be said of it."""

    line: int
    column: int


Node = Scalar | Sequence | Mapping | Refused

"""Printing rendered lines: with colour where there is a terminal that wants it."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from grader.render.lines import Line

MAX_WIDTH = 88
MIN_WIDTH = 40
_WHOLE_WORDS: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}
_STYLES: dict[str, dict[str, Any]] = {
    "good": {"fg": "green"},
    "bad": {"fg": "red", "bold": True},
    "warn": {"fg": "yellow"},
    "strong": {"bold": True},
    "faint": {"dim": True},
    "command": {"fg": "cyan"},
    "": {},
}


def width() -> int:
    """Return the columns that text may use."""
    return max(MIN_WIDTH, min(shutil.get_terminal_size().columns, MAX_WIDTH))


def say(message: str, *, err: bool = False) -> None:
    """Print a message of a sentence or two, broken between words where there is a terminal."""
    stream = sys.stderr if err else sys.stdout
    if stream is not None and stream.isatty():
        paragraphs = message.split("\n")
        filled = (
            textwrap.fill(p, width(), **_WHOLE_WORDS) if p[:1] != " " else p for p in paragraphs
        )
        message = "\n".join(filled)
    click.echo(message, err=err)


@contextmanager
def working(message: str) -> Iterator[None]:
    """Say on a terminal what is being done, and take it back when it is done."""
    told = sys.stderr is not None and sys.stderr.isatty()
    if told:
        click.echo(message[: width()], err=True, nl=False)
    try:
        yield
    finally:
        if told:
            click.echo("\r\x1b[K", err=True, nl=False)


def show(lines: Iterable[Line]) -> None:
    """Print lines."""
    colour = False if os.environ.get("NO_COLOR") else None
    for line in lines:
        painted = "".join(click.style(span.text, **_STYLES[span.role]) for span in line)
        click.echo(painted, color=colour)

"""Printing rendered lines: with colour where there is a terminal that wants it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from grader.render.lines import Line

MAX_WIDTH = 88
MIN_WIDTH = 40
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


def show(lines: Iterable[Line]) -> None:
    """Print lines."""
    colour = False if os.environ.get("NO_COLOR") else None
    for line in lines:
        painted = "".join(click.style(span.text, **_STYLES[span.role]) for span in line)
        click.echo(painted, color=colour)

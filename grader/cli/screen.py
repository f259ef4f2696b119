"""Printing rendered lines: with colour where there is a terminal that wants it."""

from __future__ import annotations

import io
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TextIO

import click

from grader.cli.lazy import PLAIN
from grader.errors import printable

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from grader.render.lines import Line
    from grader.render.timeline_text import Glyphs

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
    "keyword": {"fg": "magenta"},
    "string": {"fg": "green"},
    "number": {"fg": "yellow"},
    "comment": {"dim": True},
    "name": {"fg": "blue"},
    "builtin": {"fg": "cyan"},
    "": {},
}


def width() -> int:
    """Return the columns that text may use."""
    return max(MIN_WIDTH, min(shutil.get_terminal_size().columns, MAX_WIDTH))


def say(message: str, *, err: bool = False) -> None:
    """Print a message of a sentence or two, broken between words where there is a terminal.

    What came from outside and a terminal would obey is shown instead, here as in `show`.
    """
    message = printable(message)
    stream = sys.stderr if err else sys.stdout
    if stream is not None and stream.isatty():
        paragraphs = message.split("\n")
        filled = (
            textwrap.fill(p, width(), **_WHOLE_WORDS) if p[:1] != " " else p for p in paragraphs
        )
        message = "\n".join(filled)
    click.echo(message, err=err)


def plain() -> bool:
    """Return whether everything is to be plain lines, as a screen reader reads them best."""
    context = click.get_current_context(silent=True)
    asked = context is not None and bool(context.meta.get(PLAIN))
    return asked or bool(os.environ.get("KATA_PLAIN"))


def encodes(text: str, stream: TextIO | None = None) -> bool:
    """Return whether the output, or another stream, has room for these characters."""
    encoding = getattr(sys.stdout if stream is None else stream, "encoding", None) or "ascii"
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def coloured() -> bool:
    """Return whether what is printed will have colours."""
    wanted = not os.environ.get("NO_COLOR") and not plain()
    return sys.stdout is not None and sys.stdout.isatty() and wanted


def glyphs() -> Glyphs:
    """Return the characters that timelines are drawn with here."""
    from grader.render.timeline_text import ASCII, UNICODE

    return UNICODE if encodes("".join(UNICODE)) else ASCII


def show(lines: Iterable[Line]) -> None:
    """Print lines."""
    colour = False if os.environ.get("NO_COLOR") or plain() else None
    for line in lines:
        painted = "".join(click.style(printable(span.text), **_STYLES[span.role]) for span in line)
        click.echo(painted, color=colour)


def progress(label: str, length: int, shown: Callable[[Any], str]) -> ProgressBar[Any]:
    """Return a progress bar on standard error, which shows only where that is a terminal.

    ``shown`` says in a few words what was done last.
    """
    visible = sys.stderr is not None and sys.stderr.isatty() and length > 1 and not plain()
    return click.progressbar(
        length=length,
        label=label,
        file=sys.stderr if visible else io.StringIO(),
        item_show_func=lambda item: "" if item is None else printable(shown(item)),
        width=24,
    )

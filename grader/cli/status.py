"""What a command is doing, on one line of the terminal that is taken back when it is done."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

from grader.cli.screen import encodes, plain, width
from grader.errors import printable

_PATIENCE = 1.0
"""Seconds until it is told how far a command is."""
_BAR = 20
_ERASE = "\r\x1b[K"


class Status:
    """The line, and what is known of how far the work is."""

    def __init__(self, message: str, shown: bool) -> None:
        self._message = message
        self._shown = shown
        self._long = False
        self._step: tuple[int, int, str] | None = None
        self._lock = threading.Lock()  # the timer's thread draws as well
        self._timer = threading.Timer(_PATIENCE, self._takes_long)
        self._timer.daemon = True

    def begin(self) -> None:
        """Show the message, and more after a second."""
        if self._shown:
            self._draw(self._message)
            self._timer.start()

    def step(self, number: int, total: int, what: str) -> None:
        """Tell that step ``number`` of ``total`` begins, and what it is."""
        with self._lock:
            self._step = number, total, what
            self._redraw()

    def end(self) -> None:
        """Take the line back."""
        self._timer.cancel()
        with self._lock:
            if self._shown:
                self._shown = False
                click.echo(_ERASE, err=True, nl=False)

    def _takes_long(self) -> None:
        with self._lock:
            self._long = True
            self._redraw()

    def _redraw(self) -> None:
        if self._shown and self._long:
            self._draw(bar(self._message, self._step))

    def _draw(self, text: str) -> None:
        text = printable(text)[: width() - 1]
        click.echo(_ERASE + text if self._long else text, err=True, nl=False)


def bar(message: str, step: tuple[int, int, str] | None) -> str:
    """Return how far the work is: ``[######--------------] 2 of 6: what runs now``."""
    if step is None:
        return f"{message} This takes more than a second."
    number, total, what = step
    done = _BAR * (number - 1) // max(1, total)
    return f"[{'#' * done}{'-' * (_BAR - done)}] {number} of {total}: {what}"


@contextmanager
def working(message: str) -> Iterator[Status]:
    """Say on a terminal what is being done, and after a second how far it is."""
    terminal = sys.stderr is not None and sys.stderr.isatty() and not plain()
    if not encodes(message, sys.stderr):
        message = message.replace("…", "...")
    status = Status(message, terminal)
    status.begin()
    try:
        yield status
    finally:
        status.end()

"""Keys and lines that somebody types, or that come from a pipe."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress

import click


class InputEnded(Exception):
    """There is nothing more to read, and there will not be."""


def is_typed() -> bool:
    """Return whether a person is at the keyboard."""
    return sys.stdin is not None and sys.stdin.isatty()


def read_key(prompt: str, allowed: Collection[str], explained: str) -> str:
    """Return one of the keys that are allowed; another one is answered by what is ``explained``.

    The empty text, where it is allowed, stands for Enter. From a pipe a line is read for each key.
    """
    while True:
        key = (_pressed(prompt) if is_typed() else read_line(prompt).strip()).lower()
        if key in allowed:
            return key
        click.echo(explained)


def _pressed(prompt: str) -> str:
    with each_key_at_once() as key_of:
        click.echo(prompt, nl=False)
        key = key_of()
    if key in ("\x04", ""):
        click.echo()
        raise InputEnded
    if key in ("\r", "\n"):
        key = ""
    # What no terminal shows, an arrow key for one, is not echoed either.
    click.echo(key if key.isprintable() else "")
    return key


@contextmanager
def each_key_at_once() -> Iterator[Callable[[], str]]:
    """Give what reads one key, without Enter, from a terminal; ``""`` is the end of it.

    Unlike click's own, it loses no key that was pressed before it began to wait.
    """
    try:
        import termios
        import tty
    except ImportError:  # Windows
        yield click.getchar
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal, termios.TCSANOW)
    try:
        yield lambda: _key_from(terminal)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _key_from(terminal: int) -> str:
    """Return one key; those that send several bytes, such as arrows, are read whole."""
    key = os.read(terminal, 1)
    if key >= b"\x80" or key == b"\x1b":
        while select.select([terminal], [], [], 0.01)[0] and (more := os.read(terminal, 1)):
            key += more
    return key.decode("utf-8", "replace")


def read_line(prompt: str) -> str:
    """Return the next line of input, without the blanks at its end."""
    try:
        text = _typed_line(prompt) if is_typed() else _piped_line(prompt)
    except EOFError:
        click.echo()
        raise InputEnded from None
    # A key that the terminal could not decode must not cost the learner the answer.
    return text.rstrip().encode("utf-8", "replace").decode("utf-8")


def is_more_coming() -> bool:
    """Return whether more was typed already than was read, as when several lines are pasted."""
    return is_typed() and os.name == "posix" and bool(select.select([sys.stdin], [], [], 0.05)[0])


def forget_what_was_typed() -> None:
    """Forget keys that were pressed before there was anything to answer."""
    if is_typed():
        with suppress(ImportError):
            import termios

            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


def _typed_line(prompt: str) -> str:
    with suppress(ImportError):
        import readline  # noqa: F401  Its import lets input() understand the arrow keys.
    return input(prompt)


def _piped_line(prompt: str) -> str:
    """A line that nobody sees being typed: shown after its prompt, so that all reads well."""
    click.echo(prompt, nl=False)
    data = sys.stdin.buffer.readline() if sys.stdin else b""
    if not data:
        raise EOFError
    text = data.decode(sys.stdin.encoding, "replace").rstrip("\r\n")
    click.echo(text)
    return text

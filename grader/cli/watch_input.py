"""What may happen while a file is watched: it was saved, a key was pressed."""

from __future__ import annotations

import os
import select
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from grader.cli.keys import each_key_at_once, is_typed

SAVED = "saved"
"""What `Inbox.wait` gives for a save; anything else is a key."""


class Inbox:
    """Waits for saves and keys at once; a save is noted from another thread.

    Keys come from a terminal, one by one, or from a pipe, the first letter of each line.
    """

    def __init__(self) -> None:
        self._awake, self._wake = os.pipe()
        os.set_blocking(self._awake, False)
        os.set_blocking(self._wake, False)
        self._keys: deque[str] = deque()
        self._ended = sys.stdin is None

    def saved(self) -> None:
        """Note that the file was saved; may be called from any thread."""
        with suppress(OSError):  # full: it is noted already
            os.write(self._wake, b"s")

    def wait(self) -> str:
        """Return what happens next."""
        while True:
            if self._keys:
                return self._keys.popleft()
            if self.take_save():
                return SAVED
            self._read_keys(None)

    def interrupts(self) -> bool:
        """Whether something has come that a grading is to be given up for: a save, or q."""
        self._read_keys(0)
        return self.quits() or bool(select.select([self._awake], [], [], 0)[0])

    def quits(self) -> bool:
        """Whether the learner wants to leave."""
        return "q" in self._keys

    def take_save(self) -> bool:
        """Return whether the file was saved since this was asked last."""
        try:
            return bool(os.read(self._awake, 4096))
        except BlockingIOError:
            return False

    def _read_keys(self, seconds: float | None) -> None:
        sources = [self._awake] if self._ended else [self._awake, sys.stdin.fileno()]
        ready = select.select(sources, [], [], seconds)[0]
        if self._ended or sys.stdin.fileno() not in ready:
            return
        data = os.read(sys.stdin.fileno(), 1024)
        if not data:
            self._ended = True  # a pipe that is empty: what is left is to watch
        self._keys += _keys_in(data, by_line=not is_typed())

    def close(self) -> None:
        """Close what it waits on."""
        os.close(self._awake)
        os.close(self._wake)


def _keys_in(data: bytes, *, by_line: bool) -> list[str]:
    text = data.decode("utf-8", "replace").lower()
    if by_line:
        return [line[:1] for line in text.splitlines()]
    if text.startswith("\x1b"):  # an arrow, or another key that means nothing here
        return []
    return ["" if key in "\r\n" else key for key in text]


@contextmanager
def inbox() -> Iterator[Inbox]:
    """Give an inbox; the terminal hands over each key at once as long as it is open."""
    box = Inbox()
    try:
        if is_typed():
            with each_key_at_once():
                yield box
        else:
            yield box
    finally:
        box.close()

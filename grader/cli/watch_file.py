"""Noticing that a file was saved, by the system's events or, where none come, by looking."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

_SETTLED_MS = 15
"""Milliseconds without another event until a save counts as done: editors write in steps."""
_LONGEST_MS = 200
"""Milliseconds after which it counts as done whatever else comes."""
_LOOK_MS = 500
"""Milliseconds without an event after which is looked whether one was missed."""
_POLL_SECONDS = 0.1

_EMPTIED_SECONDS = 0.05


class Signature(NamedTuple):
    """What tells one version of a file from another."""

    changed_ns: int
    size: int
    number: int


class FileWatch:
    """Calls ``changed``, from a thread of its own, whenever the file is another; a context manager.

    Its folder is watched, not the file: many editors put a new file in the place of the old one.
    ``polls`` tells whether it only looks again and again, since the system's events do not come:
    on network drives, in some containers, or where there are too many watches already.
    """

    def __init__(self, file: Path, changed: Callable[[], None], *, poll: bool = False) -> None:
        self._file = file.resolve()
        self._changed = changed
        self._stop = threading.Event()
        self._last = self._look()
        self.polls = poll
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="file-watch", daemon=True)

    def __enter__(self) -> FileWatch:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        if not self.polls:
            try:
                self._follow_events()
            except (OSError, RuntimeError):  # no inotify, too many watches, the folder is gone
                pass
            finally:
                self._ready.set()
        self._ready.set()
        if not self._stop.is_set():
            self.polls = True
            self._changed()  # what was missed meanwhile, and that it polls now
        while not self._stop.wait(_POLL_SECONDS):
            self._compare()

    def _follow_events(self) -> None:
        """Return when an event was missed; raise where there are none to be had."""
        from watchfiles import watch

        changes = watch(
            self._file.parent,
            watch_filter=lambda _, path: Path(path).name == self._file.name,
            debounce=_LONGEST_MS,
            step=_SETTLED_MS,
            stop_event=self._stop,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            recursive=False,
        )
        self._ready.set()
        for seen in changes:
            missed = not seen and self._look() != self._last
            self._compare()
            if missed and not self._stop.is_set():
                return

    def _compare(self) -> None:
        now = self._look()
        if now is None or now.size == 0:
            # Who writes in place empties the file first, and who replaces it may remove it first.
            self._stop.wait(_EMPTIED_SECONDS)
            now = self._look()
        if now != self._last:
            self._last = now
            self._changed()

    def _look(self) -> Signature | None:
        """Return what tells one version of the file from another; None where there is none."""
        try:
            found = self._file.stat()
        except OSError:
            return None
        return Signature(found.st_mtime_ns, found.st_size, found.st_ino)

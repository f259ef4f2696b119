"""Following a program of which only its process is known, until it ends or has to be ended."""

from __future__ import annotations

import contextlib
import os
import select
import time
from collections.abc import Collection, Iterator
from enum import StrEnum
from pathlib import Path

from grader.models import Limits
from grader.observe.stillness import Snapshot, snapshot
from grader.observe.warm import WarmChild
from grader.observe.watch import Condition, Watch

STILL_PATIENCE = 0.5
"""Seconds for which all threads must wait for what only another could do, until it is a hang."""
_FIRST_LOOK = 0.02
"""Seconds until a program is looked at; most have ended by then, or have begun at least."""
_LONGEST_WAIT = 0.05
_SHORT_WAIT = 0.002
_OUTPUTS = ("stdout", "stderr")


class End(StrEnum):
    """How a run came to its end."""

    EXITED = "exited"
    HANGS = "hangs"
    """Still running at its limit, or all its threads waited for ever."""
    FLOOD = "flood"
    """It printed more than it may."""
    PROCESSES = "processes"
    """It started more processes than it may."""
    LOST = "lost"
    """It ended the process that had started it and would have told."""
    UNKNOWN = "unknown"
    """A busy machine gave it no chance to come to an end."""


class Following:
    """Follows one program to its end."""

    def __init__(
        self, warm: WarmChild, pid: int, folder: Path, limits: Limits, patience: float
    ) -> None:
        self._warm = warm
        self._pid = pid
        self._patience = patience
        self._folder = folder
        self._limits = limits
        self._living: Collection[int] = ()
        self._still_since: float | None = None
        self._watch = Watch(limits, self._look, time.monotonic)

    def _look(self) -> Snapshot:
        seen = snapshot(self._warm.ready().pid, (), self._limits.processes)
        self._living = seen.cpu_seconds
        return seen

    def follow(self) -> End:
        """Wait until the program has ended, with all that may still print, or must be ended."""
        wait = _FIRST_LOOK
        with _Exit(self._warm, self._pid) as exited:
            while not exited.within(wait):
                if (end := self._judge(End.HANGS)) is not None:
                    return end
                wait = min(wait * 1.5, _LONGEST_WAIT)
        return self._follow_what_is_left()

    def _follow_what_is_left(self) -> End:
        """Wait, after the main process, for all that may still print, up to the same limit."""
        wait = _SHORT_WAIT
        while (end := self._judge(End.EXITED)) is None and self._someone_may_print():
            time.sleep(wait)
            wait = min(wait * 1.5, _LONGEST_WAIT)
        return end or (End.FLOOD if self._printed_too_much() else End.EXITED)

    def _judge(self, if_nothing_comes: End) -> End | None:
        """Return how it ends now, None while it runs."""
        condition = self._watch.judge()
        if self._printed_too_much():
            return End.FLOOD
        if condition is Condition.STILL:
            self._still_since = self._still_since or time.monotonic()
            waited = time.monotonic() - self._still_since
            return if_nothing_comes if waited > self._patience else None
        self._still_since = None
        return {
            Condition.TOO_MANY_PROCESSES: End.PROCESSES,
            Condition.OVER_LIMIT: if_nothing_comes,
            Condition.STARVED: End.UNKNOWN,
        }.get(condition)

    def _someone_may_print(self) -> bool:
        """Whether a living process has the program's output open."""
        outputs = {str(self._folder / name) for name in _OUTPUTS}
        return any(not outputs.isdisjoint(_open_files(pid)) for pid in self._living)

    def _printed_too_much(self) -> bool:
        sizes = []
        for name in _OUTPUTS:
            with contextlib.suppress(OSError):
                sizes.append((self._folder / name).stat().st_size)
        return sum(sizes) >= self._limits.output_kb * 1024


def _open_files(pid: int) -> Iterator[str]:
    """Yield what a process has open; nothing where it has ended, or the system does not tell."""
    folder = f"/proc/{pid}/fd"
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 - speed
            with contextlib.suppress(OSError):  # closed in the meantime
                yield os.readlink(f"{folder}/{name}")  # noqa: PTH115 - speed


class _Exit:
    """Waits for the end of a child of the warm child; a context manager."""

    def __init__(self, warm: WarmChild, pid: int) -> None:
        self._warm = warm
        self._pid = pid
        self._descriptor: int | None = None
        with contextlib.suppress(AttributeError, ProcessLookupError):  # other systems; lost
            self._descriptor = os.pidfd_open(pid)

    def __enter__(self) -> _Exit:
        return self

    def __exit__(self, *_: object) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)

    def within(self, seconds: float) -> bool:
        """Whether it has ended, or does so within these seconds."""
        if self._descriptor is not None:
            return bool(select.select([self._descriptor], [], [], seconds)[0])
        time.sleep(seconds)
        return bool(self._warm.ask({"m": "ended", "pid": self._pid})["ended"])

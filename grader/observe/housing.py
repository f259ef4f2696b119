"""Where a warm child lives, with all that descends from it: its numbers, its files, its end."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
from pathlib import Path


class Housing:
    """This system itself: a process's own number for itself is that which the grader knows."""

    proc = "/proc"
    """Where the numbers of the processes are known that live here."""
    pid: int | None = None
    """A process whose namespaces a warm child has to enter; None where it stays in its own."""

    def __init__(self, folder: Path) -> None:
        self.work = str(folder)
        """The folder in which each program gets one to work in, by the name it has in here."""
        self.outputs = str(folder)
        """The folder for what processes print."""

    def seen(self, path: str) -> Path:
        """Return where the grader finds a file that has this name in here."""
        return Path(path)

    def signal(self, pid: int, number: signal.Signals) -> None:
        """Send a process a signal; one that is gone gets none."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)

    def end_group(self, pid: int) -> None:
        """Kill a process's whole group in one step, which nothing that forks can outrun."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)

    def close(self) -> None:
        """End it, with all that lives in here."""


def read_file(path: Path, most: int) -> bytes:
    """Return the beginning of a file that somebody wrote whom nobody trusts.

    b"" where it is not an ordinary file: a link would be followed here, and a pipe never end.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError:
        return b""
    with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor
        return file.read(most) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""

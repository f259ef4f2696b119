"""Which sessions of the quiz are held at this moment, in this terminal or another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from grader.cli.packing import data_folder


def _lock_file(session: int) -> Path:
    return data_folder() / f"session-{session}.lock"


@contextmanager
def running(session: int) -> Iterator[None]:
    """Hold a session; the system lets go of it also when this process is killed."""
    path = _lock_file(session)
    with path.open("w") as file:
        _lock(file)
        try:
            yield
        finally:
            with suppress(OSError):
                path.unlink()


def is_running(session: int) -> bool:
    """Return whether another process holds the session."""
    try:
        with _lock_file(session).open("r+") as file:
            return not _lock(file)
    except OSError:
        return False


def _lock(file: IO[str]) -> bool:
    """Take the file for this process; False where another one has it."""
    try:
        import fcntl
    except ImportError:  # Windows: nobody can tell
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

"""Which processes descend from a process, read from Linux's /proc; none are known elsewhere."""

from __future__ import annotations

import os


def descendants(pid: int, most: int | None = None, proc: str = "/proc") -> dict[int, int]:
    """Return the living descendants of ``pid``, each with its parent, parents first.

    Where there are more than ``most``, only about so many are looked for. ``proc`` is where the
    system tells of them; that of another pid namespace has numbers of its own.
    """
    found: dict[int, int] = {}
    queue = [pid]
    while queue and (most is None or len(found) < most):
        parent = queue.pop(0)
        for child in _children(parent, proc):
            if child not in found:
                found[child] = parent
                queue.append(child)
    return found


def _children(pid: int, proc: str) -> list[int]:
    children: list[int] = []
    for tid in _listing(f"{proc}/{pid}/task"):
        try:
            with open(f"{proc}/{pid}/task/{tid}/children") as file:  # noqa: PTH123 - speed
                children += map(int, file.read().split())
        except OSError:  # gone meanwhile
            continue
    return children


def _listing(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - speed
    except OSError:
        return []


def lives(pid: int, proc: str = "/proc") -> bool:
    """Whether a process is there and has not ended; one that waits to be collected has."""
    try:
        with open(f"{proc}/{pid}/stat", "rb") as file:  # noqa: PTH123 - speed
            return file.read().rpartition(b")")[2].split()[0] not in (b"Z", b"X")
    except (OSError, IndexError):
        return False


def command_of(pid: int, proc: str = "/proc") -> str:
    """Return a process's command line, "" where it has none or cannot be read.

    One that has ended has none, and for a moment one that is just replacing its program.
    """
    return _text(f"{proc}/{pid}/cmdline").replace("\0", " ").strip()


def name_of(pid: int, proc: str = "/proc") -> str:
    """Name a process that has no command line as ps(1) does; "" where it is gone."""
    name = _text(f"{proc}/{pid}/comm").strip()
    return f"[{name}]" if name else ""


def _text(path: str) -> str:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - speed
            return file.read(4096).decode("utf-8", "replace")
    except OSError:
        return ""

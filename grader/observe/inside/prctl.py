"""What Linux lets a process say of itself, for which the library has no function: prctl(2)."""

from __future__ import annotations

import signal
import sys

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_CHILD_SUBREAPER = 36


def _prctl(option: int, value: int) -> None:
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def become_subreaper() -> None:
    """Become the parent of every descendant whose own parent is gone."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def let_others_look(yes: bool) -> None:
    """Say whether others of this user may read and write this process's memory and descriptors."""
    _prctl(_PR_SET_DUMPABLE, int(yes))


def end_with_parent() -> None:
    """Be killed when the thread ends that has started this process."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

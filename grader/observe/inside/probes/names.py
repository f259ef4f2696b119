"""Whose name a learner's program asks for, and in which thread."""

from __future__ import annotations

import sys
from threading import Thread, current_thread
from types import FrameType

from grader.observe.inside.recorder import Recorder

_PACKAGE = __name__.partition(".")[0]


def install(recorder: Recorder) -> None:
    """Report each reading of `Thread.name`; ``mine`` tells whether a thread asked for its own."""
    plain = Thread.__dict__["name"]

    def read(self: Thread) -> str:
        name: str = plain.fget(self)
        if not _is_ours(sys._getframe(1)):
            mine = current_thread() is self
            recorder.event("name_read", worker=recorder.key(self), mine=mine, name=str(name))
        return name

    Thread.name = property(read, plain.fset, doc=plain.__doc__)  # type: ignore[assignment]


def _is_ours(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__", "")).partition(".")[0] == _PACKAGE

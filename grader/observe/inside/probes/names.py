"""Whose name a learner's program asks for, in which thread, and who names a running thread."""

from __future__ import annotations

import sys
from threading import Thread, current_thread, get_native_id

from grader.observe.inside.describe import of
from grader.observe.inside.recorder import Recorder

_PACKAGE = __name__.partition(".")[0]


def install(recorder: Recorder) -> None:
    """Report who reads which `Thread.name`, once; ``mine`` tells whether it is the reader's own.

    What is read is a copy, so that a task can tell the name that was read from an equal one that
    the program was given. Who names a thread that another has started waits, where tasks wait at
    the gate, until nothing more can come: by then that thread has read its name, unless it is
    made to wait for the new one.
    """
    plain = Thread.__dict__["name"]
    told: set[tuple[int, int, str, str]] = set()

    def read(self: Thread) -> str:
        name: str = plain.fget(self)
        module = str(sys._getframe(1).f_globals.get("__name__", ""))
        if module.partition(".")[0] == _PACKAGE:
            return name
        key, mine = recorder.key(self), current_thread() is self
        reading = key, get_native_id(), str(name), module
        if reading not in told:  # a loop that watches a name does not drown the rest
            told.add(reading)
            recorder.event("name_read", worker=key, mine=mine, name=str(name))
        return name[:1] + name[1:]

    def write(self: Thread, name: str) -> None:
        if current_thread() is not self and of(self.is_alive):
            facts = {"worker": recorder.key(self)}
            message = recorder.stamped("renamed", recorder.place(), facts)
            if recorder.passport.gate:
                recorder.wire.ask({"m": "wait", "for": "rename", "event": message})
            else:
                recorder.wire.send(message)
        plain.fset(self, name)

    Thread.name = property(read, write, doc=plain.__doc__)  # type: ignore[assignment]

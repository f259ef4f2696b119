"""Turns what happens in a learner's process into events for the grader."""

from __future__ import annotations

import itertools
import sys
import weakref

# By name: what a program puts into these modules later is its own affair.
from os import getpid, getppid
from threading import current_thread, get_native_id
from time import monotonic_ns
from types import FrameType
from typing import Any, NamedTuple

from grader.observe.inside.describe import of
from grader.observe.inside.wire import Wire

HURRIED_WAIT = 0.002
"""Seconds that a sleep or a timed join of the learner's lasts at most, where they are hurried."""

_POOLS = ("concurrent.futures", "multiprocessing")
_PACKAGE = __name__.rpartition(".")[0]


class Passport(NamedTuple):
    """What a process needs to report to the grader; picklable, so that it reaches any child."""

    address: str | list[Any]
    token: str
    file: str
    """The learner's file as it was staged; lines are told for frames of this file."""
    stacks: str
    """The folder into which a process writes its stacks when it is asked to."""
    hurry: bool = False
    """Whether the learner's sleeps and timed joins are cut short: see `probes.sleeps`."""
    births: bool = False
    """Whether a new thread waits at the gate before it runs anything."""
    gate: bool = False
    """Whether the grader's tasks wait at the gate."""
    watch: tuple[str, ...] = ()
    """What is reported besides: see `probes.clocks` and `probes.names`."""
    off_limits: tuple[str, ...] = ()
    """Folders that a learner's program may not open."""


class Place(NamedTuple):
    """Where in the source an event came from."""

    line: int | None
    """The innermost line of the learner's file, None where no frame is in it."""
    caller: str
    """``learner``, or the module that called, such as ``concurrent.futures.thread``."""

    @property
    def in_pool(self) -> bool:
        """Whether the inside of a pool did it."""
        return self.caller.startswith(_POOLS)


class Recorder:
    """Reports events of this process; one for each process, found again by `probes.install`."""

    def __init__(self, passport: Passport) -> None:
        self.passport = passport
        self.wire = Wire(passport.address, passport.token)
        self.caller: int | None = None
        """The native id of the thread that calls the learner's function, in its process."""
        self.given: dict[int, object] = {}
        """What the learner's function was called with, and the items of its lists, by identity."""
        self._keys: weakref.WeakKeyDictionary[object, int] = weakref.WeakKeyDictionary()
        self._next_key = itertools.count()

    def event(self, kind: str, place: Place | None = None, **facts: Any) -> None:
        """Send one event, stamped with the time, the process and the thread it happened in."""
        self.wire.send(self.stamped(kind, place or self.place(), facts))

    def stamped(self, kind: str, place: Place, facts: dict[str, Any]) -> dict[str, Any]:
        """Return an event as a message, without sending it."""
        return {
            "m": "event",
            "k": kind,
            "t": monotonic_ns(),
            "pid": getpid(),
            "tid": get_native_id(),
            "thread": str(of(lambda: current_thread().name)),
            "line": place.line,
            "by": place.caller,
            **facts,
        }

    def place(self) -> Place:
        """Return where the running thread is, seen from outside the grader's own frames."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and _is_ours(frame):
            frame = frame.f_back
        caller = "learner" if self._is_learners(frame) else _module_of(frame)
        while frame is not None and not self._is_learners(frame):
            frame = frame.f_back
        return Place(frame.f_lineno if frame is not None else None, caller)

    def _is_learners(self, frame: FrameType | None) -> bool:
        return frame is not None and frame.f_code.co_filename == self.passport.file

    def line_of(self, error: BaseException) -> int | None:
        """Return the innermost line of the learner's file in an exception's traceback."""
        line = None
        trace = error.__traceback__
        while trace is not None:
            if self._is_learners(trace.tb_frame):
                line = trace.tb_lineno
            trace = trace.tb_next
        return line

    def key(self, thing: object) -> int:
        """Return the number by which events of this process name ``thing``."""
        try:
            return self._keys.setdefault(thing, next(self._next_key))  # two threads may ask at once
        except TypeError:  # a learner's subclass without a hash
            return id(thing)

    def shortened(self, seconds: float | None, place: Place) -> float | None:
        """Return the time that a learner's timed wait really gets."""
        if not self.passport.hurry or seconds is None or place.in_pool:
            return seconds
        return min(seconds, HURRIED_WAIT)

    def before_fork(self) -> None:
        """Ask for leave to fork: who forks without end goes no faster than the grader can count."""
        self.wire.ask({"m": "leave"})

    def after_fork(self) -> None:
        """Start afresh in a forked child, and report that it is there."""
        self.wire.after_fork()
        self.event("process_begin", how="fork", parent=getppid())


def _is_ours(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__", "")).startswith(_PACKAGE)


def _module_of(frame: FrameType | None) -> str:
    return str(frame.f_globals.get("__name__", "?")) if frame is not None else "?"

"""Where the grader holds tasks and new threads until it has seen what it needs.

The rule is pure: it is fed the events and told when nothing more can come, and it says who may
go on and why. How it is found out that nothing more can come is `stillness`'s business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from grader.observe.events import Event
from grader.observe.request import Hold

_TIMED_JOINS_OF_A_LOOP = 100
"""A timed join may return while its thread lives; one that is repeated so often is a loop."""


class Reason(StrEnum):
    """Why somebody was let through the gate."""

    SEEN = "seen"
    """What the check waits for has happened."""
    STILL = "still"
    """Every thread of the program waits, and none for a time that will pass."""
    IDLE = "idle"
    """The program slept for long, waiting for a time to pass, and began nothing."""
    SPINNING = "spinning"
    """The program computed for long and began nothing."""
    OVER = "over"
    """The function has ended."""


class Waiter(NamedTuple):
    """A thread at the gate."""

    number: int
    what: str
    """``task``, ``birth``, or ``rename`` for who gives a running thread another name."""
    pid: int
    tid: int
    call: str | None = None
    """The call of the task, None for a birth."""
    time_ns: int = 0
    """When it began to wait; messages of two processes may arrive in the other order."""


class Gate:
    """Holds waiters by the rule of a `Hold`."""

    def __init__(self, hold: Hold) -> None:
        self._hold = hold
        self._waiting: dict[int, Waiter] = {}
        self._in_flight: set[str] = set()
        self._released: set[str] = set()
        self._worker_of: dict[tuple[int, int | None], tuple[int, int]] = {}
        self._joins: Counter[tuple[int, int]] = Counter()
        self._born = 0
        self._births_free = hold.births is None
        self._met = False
        self._first: str | None = None
        self._over = False

    @property
    def waiting(self) -> tuple[Waiter, ...]:
        """Everyone who is held, in order of arrival."""
        return tuple(self._waiting.values())

    @property
    def working(self) -> bool:
        """Whether a task that was let through has not ended yet."""
        return bool(self._released)

    def arrive(self, waiter: Waiter) -> None:
        """Hold a waiter."""
        self._first = self._first or waiter.call
        self._waiting[waiter.number] = waiter

    def leave(self, number: int) -> None:
        """Forget a waiter whose process is gone."""
        waiter = self._waiting.pop(number, None)
        if waiter is not None and waiter.call is not None:
            self._in_flight.discard(waiter.call)

    def lost(self, pid: int) -> None:
        """Forget the tasks of a process that is gone."""
        prefix = f"{pid}."
        for calls in (self._in_flight, self._released):
            calls -= {call for call in calls if call.startswith(prefix)}

    def feed(self, event: Event) -> None:
        """Take note of an event."""
        kind = event.kind
        if kind == "begin":
            self._in_flight.add(event.facts["call"])
        elif kind == "end":
            self._in_flight.discard(event.facts["call"])
            self._released.discard(event.facts["call"])
        elif kind == "thread_begin":
            self._worker_of[event.pid, event.tid] = event.pid, event.facts["worker"]
            self._born += 1
        elif kind == "started" and event.facts["what"] == "process":
            self._worker_of[event.facts["new"], None] = event.pid, event.facts["worker"]
        elif kind == "join":
            self._births_free = True
            worker = event.pid, event.facts["worker"]
            self._joins[worker] += 1 if event.facts["timed"] else _TIMED_JOINS_OF_A_LOOP
        elif kind == "over":
            self._over = True

    def releases(self) -> list[tuple[Waiter, Reason]]:
        """Let through whom the rule lets through now; each is told once."""
        if self._over:
            return self._let(self.waiting, Reason.OVER)
        self._births_free = self._births_free or self._born >= (self._hold.births or 0)
        births = [w for w in self.waiting if w.what == "birth" and self._births_free]
        return self._let(births, Reason.SEEN) + self._let(self._tasks_seen(), Reason.SEEN)

    def exhausted(self, reason: Reason) -> list[tuple[Waiter, Reason]]:
        """Let through whom the rule lets through now that nothing more can come."""
        births = [w for w in self.waiting if w.what == "birth"]
        if births:
            self._births_free = True
            return self._let(births, reason)
        renames = [w for w in self.waiting if w.what == "rename"]
        if renames:
            return self._let(renames, reason)
        return self._let(_newest(self.waiting) if self._hold.last_first else self.waiting, reason)

    def _tasks_seen(self) -> Iterable[Waiter]:
        tasks = [w for w in self.waiting if w.what == "task"]
        if self._hold.joined:
            return [w for w in tasks if self._is_joined(w)]
        if self._hold.in_flight is not None:
            self._met = self._met or len(self._in_flight) >= self._hold.in_flight
        if self._hold.first_last:
            return [w for w in tasks if w.call != self._first]
        if self._hold.waves is not None:
            return tasks if len(tasks) >= self._hold.waves else []
        if self._hold.last_first:
            return _newest(tasks) if self._met and not self._released else []
        return tasks if self._met else []

    def _is_joined(self, waiter: Waiter) -> bool:
        places = (waiter.pid, waiter.tid), (waiter.pid, None)
        workers = [self._worker_of[place] for place in places if place in self._worker_of]
        return any(self._joins[worker] >= _TIMED_JOINS_OF_A_LOOP for worker in workers)

    def _let(self, waiters: Iterable[Waiter], reason: Reason) -> list[tuple[Waiter, Reason]]:
        let = []
        for waiter in list(waiters):
            del self._waiting[waiter.number]
            if waiter.call is not None:
                self._released.add(waiter.call)
            let.append((waiter, reason))
        return let


def _newest(waiters: Sequence[Waiter]) -> list[Waiter]:
    return sorted(waiters, key=lambda waiter: waiter.time_ns)[-1:]

"""The events of one observation, and the questions that checks ask of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from grader.observe.events import Event
from grader.observe.gate import Reason
from grader.observe.protocol import decode

Lane = tuple[int, int]
"""A process and a native thread in it."""


class Worker(NamedTuple):
    """A thread or process that the program started."""

    what: str
    """``thread`` or ``process``."""
    started: Event
    name: str
    lane: Lane | None
    """Where it ran; for a process its main thread, as far as its events tell."""
    joins: tuple[Event, ...]
    """Each ``join``, ``joined`` and ``join_failed`` on it."""

    @property
    def joined(self) -> bool:
        """Whether it was joined, to its end or, with a time limit, for some time.

        A thread may end between a timed join and the question whether it is alive, so no join
        need have seen it end.
        """
        return any(event.kind == "joined" for event in self.joins)


class Call(NamedTuple):
    """One call of one of the grader's tasks."""

    task: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    begin: Event
    end: Event | None
    """None for a call that never ended."""
    reason: Reason | None
    """Why it was let through the gate; None where there was no gate."""

    @property
    def lane(self) -> Lane:
        """The process and native thread in which it ran."""
        return self.begin.pid, self.begin.tid

    @property
    def cpu_seconds(self) -> float:
        """CPU seconds of its work, 0 for one that never ended."""
        return float(self.end.facts["cpu"]) if self.end is not None else 0.0

    @property
    def waited_seconds(self) -> float:
        """Seconds that it waited as one that waits for a network does, 0 if it never ended."""
        return float(self.end.facts.get("waited", 0.0)) if self.end is not None else 0.0


@dataclass(frozen=True)
class Trace:
    """All events of one observation, in the order in which they happened."""

    events: tuple[Event, ...]
    released: Mapping[str, Reason] = field(default_factory=dict)
    """Why each call was let through the gate."""

    def of(self, *kinds: str) -> list[Event]:
        """Return the events of these kinds."""
        return [event for event in self.events if event.kind in kinds]

    @cached_property
    def caller(self) -> Lane | None:
        """The thread that called the learner's function."""
        calls = self.of("call")
        return (calls[0].pid, calls[0].tid) if calls else None

    @cached_property
    def over(self) -> Event | None:
        """The end of the learner's function."""
        return next(iter(self.of("over")), None)

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """The calls of the grader's tasks, in the order in which they began."""
        ends = {event.facts["call"]: event for event in self.of("end")}
        return tuple(
            Call(
                task=begin.facts["task"],
                args=tuple(decode(arg) for arg in begin.facts["args"]),
                kwargs={name: decode(arg) for name, arg in begin.facts["kwargs"].items()},
                begin=begin,
                end=ends.get(begin.facts["call"]),
                reason=self.released.get(begin.facts["call"]),
            )
            for begin in self.of("begin")
        )

    @cached_property
    def workers(self) -> tuple[Worker, ...]:
        """The threads and processes that the learner's own code started, in order."""
        return tuple(worker for worker in self.all_workers if worker.started.own)

    @cached_property
    def all_workers(self) -> tuple[Worker, ...]:
        """Those, and what pools started for the learner's program, in order."""
        return tuple(self._worker(event) for event in self.of("started"))

    def _worker(self, started: Event) -> Worker:
        what, worker = started.facts["what"], started.facts["worker"]
        return Worker(
            what=what,
            started=started,
            name=str(started.facts.get("name")),
            lane=self._lane_of(started),
            joins=tuple(
                event
                for event in self.of("join", "joined", "join_failed")
                if event.facts["worker"] == worker and event.pid == started.pid
            ),
        )

    def _lane_of(self, started: Event) -> Lane | None:
        new = started.facts["new"]
        if new is None:
            return None
        return (started.pid, new) if started.facts["what"] == "thread" else (new, new)

    @cached_property
    def order(self) -> str:
        """The learner's starts and joins as letters: ``SSSJJJ``, ``SJSJSJ``.

        A timed join that is repeated on the same worker counts once.
        """
        letters, joined = [], set()
        for event in self.of("start", "join"):
            worker = event.pid, event.facts["worker"]
            if not event.own or (event.kind == "join" and worker in joined):
                continue
            letters.append("S" if event.kind == "start" else "J")
            if event.kind == "join":
                joined.add(worker)
        return "".join(letters)

    @cached_property
    def peak_in_flight(self) -> int:
        """The most tasks between their begin and their end at once."""
        most = now = 0
        for event in self.of("begin", "end"):
            now += 1 if event.kind == "begin" else -1
            most = max(most, now)
        return most

    @cached_property
    def lanes(self) -> frozenset[Lane]:
        """Every thread, with its process, in which a task ran."""
        return frozenset(call.lane for call in self.calls)

    @cached_property
    def processes(self) -> frozenset[int]:
        """Every process in which a task ran."""
        return frozenset(call.begin.pid for call in self.calls)

    @cached_property
    def pools(self) -> tuple[Event, ...]:
        """The executors and pools that the observed process made."""
        return tuple(self.of("pool"))


def line_of(events: Iterable[Event]) -> int | None:
    """Return the learner's line of the first event that has one."""
    return next((event.line for event in events if event.line is not None), None)

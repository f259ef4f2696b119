"""Events as a program would tell them, made up for the parts that only read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from grader.observe.events import Event
from grader.observe.gate import Reason
from grader.observe.trace import Trace

MAIN = (10, 10)
"""The lane that calls the learner's function: its process and native thread."""


def event(
    kind: str,
    lane: tuple[int, int] = MAIN,
    *,
    at: int = 0,
    by: str = "learner",
    line: int | None = None,
    **facts: Any,
) -> Event:
    """An event in a lane."""
    pid, tid = lane
    return Event(kind, at, pid, tid, f"thread-{tid}", by, line, facts)


def begin(call: str, lane: tuple[int, int], **facts: Any) -> Event:
    return event("begin", lane, **{"call": call, "task": "func", "args": [], "kwargs": {}} | facts)


def end(call: str, lane: tuple[int, int], cpu: float = 1.0) -> Event:
    return event("end", lane, call=call, cpu=cpu)


def started(worker: int, new: int | None, what: str = "thread", **options: Any) -> Event:
    return event("started", what=what, worker=worker, new=new, name=f"w{worker}", **options)


def join(kind: str, worker: int, what: str = "thread", *, timed: bool = False) -> Event:
    return event(kind, what=what, worker=worker, timed=timed, alive=False)


def trace_of(events: Iterable[Event], released: dict[str, Reason] | None = None) -> Trace:
    """A trace of events that happened one after another."""
    stamped = [
        Event(e.kind, time, e.pid, e.tid, e.thread, e.by, e.line, e.facts)
        for time, e in enumerate(events)
    ]
    return Trace(tuple(stamped), released or {})

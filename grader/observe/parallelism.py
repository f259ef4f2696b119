"""How much of the tasks' work could run side by side, in CPU seconds.

Work over span, after Brent (1974) and Blumofe and Leiserson (1999): the CPU seconds of all tasks
over those of the heaviest chain of tasks that had to run one after another. It is computed from
what the program does and not from a clock on the wall, so it does not move on a busy machine.
"""

from __future__ import annotations

import math
import sys

from grader.observe.gate import Reason
from grader.observe.trace import Call, Trace


def gil_is_enabled() -> bool:
    """Whether only one thread of a process runs bytecode at a time, asked of this interpreter."""
    ask = getattr(sys, "_is_gil_enabled", None)
    return True if ask is None else bool(ask())


def parallelism(trace: Trace, *, gil: bool) -> float:
    """Return work over span of the trace's tasks; 1.0 where there is no work.

    Two tasks had to run one after another if they ran in the same lane (with a GIL, a process;
    without, a thread), if the first was alone in flight when the program could begin nothing
    more before it ended, or if the worker of the first had been joined before that of the
    second was started. That one merely ended before the other began proves nothing: a busy
    machine does that.
    """
    calls = [call for call in trace.calls if call.end is not None]
    work = math.fsum(call.cpu_seconds for call in calls)
    span = _heaviest_chain(trace, calls, gil)
    return max(1.0, work / span) if span > 0 else 1.0  # rounding alone could take it below


def _heaviest_chain(trace: Trace, calls: list[Call], gil: bool) -> float:
    """Return the CPU seconds of the heaviest chain; ``calls`` are in the order of their begin."""
    alone = _alone_at_release(trace)
    heaviest: list[float] = []
    for number, call in enumerate(calls):
        before = (
            heaviest[earlier]
            for earlier in range(number)
            if _ordered(trace, calls[earlier], call, gil, alone)
        )
        heaviest.append(max(before, default=0.0) + call.cpu_seconds)
    return max(heaviest, default=0.0)


def _ordered(trace: Trace, first: Call, second: Call, gil: bool, alone: frozenset[str]) -> bool:
    if gil and first.begin.pid == second.begin.pid:
        return True  # also while both were in flight: their work takes turns
    if first.end is None or first.end.time_ns > second.begin.time_ns:
        return False
    if first.lane == second.lane or first.begin.facts["call"] in alone:
        return True
    return _joined_before_start(trace, first, second)


def _alone_at_release(trace: Trace) -> frozenset[str]:
    """Return the calls that were the only one in flight when nothing more could come."""
    in_flight: set[str] = set()
    alone = set()
    for event in trace.of("begin", "end"):
        if event.kind == "end":
            call = event.facts["call"]
            if in_flight == {call} and trace.released.get(call) in (Reason.STILL, Reason.IDLE):
                alone.add(call)
            in_flight.discard(call)
        else:
            in_flight.add(event.facts["call"])
    return frozenset(alone)


def _joined_before_start(trace: Trace, first: Call, second: Call) -> bool:
    workers = {worker.lane: worker for worker in trace.workers}
    one, two = workers.get(first.lane), workers.get(second.lane)
    if one is None or two is None:
        return False
    return any(e.kind == "joined" and e.time_ns < two.started.time_ns for e in one.joins)

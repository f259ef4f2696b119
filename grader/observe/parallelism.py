"""How much of the tasks' work could go on side by side: work over span.

After Brent (1974) and Blumofe and Leiserson (1999): the sum of all tasks' work over that of the
heaviest chain of tasks that had to run one after another. The work of a task that computes is its
CPU seconds, that of one that waits the seconds it waited for. Both follow from what the program
does and not from a clock on the wall, so the quotient does not move on a busy machine.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable

from grader.observe.gate import Reason
from grader.observe.trace import Call, Trace

_Lane = Callable[[Call], Hashable]
_Work = Callable[[Call], float]


def cpu_parallelism(trace: Trace) -> float:
    """Return CPU seconds over span; 1.0 where there is no work.

    What computes runs side by side only in different lanes: processes, where a GIL lets one thread
    of an interpreter run at a time; threads without a GIL, and interpreters that have each its own.
    The trace tells which; nothing is taken for granted about the build.
    """
    return _work_over_span(trace, cpu_lane, lambda call: call.cpu_seconds)


def waiting_parallelism(trace: Trace) -> float:
    """Return waited seconds over span; 1.0 where nothing waited. Each thread is a lane."""
    return _work_over_span(trace, lambda call: call.lane, lambda call: call.waited_seconds)


def cpu_lane(call: Call) -> Hashable:
    """Return what no two tasks can compute in at once: see `cpu_parallelism`."""
    facts = call.begin.facts
    if not facts.get("gil", True):
        return call.lane
    return call.begin.pid, facts.get("interpreter", 0)


def _work_over_span(trace: Trace, lane: _Lane, work: _Work) -> float:
    """Two tasks had to run one after another in any of three cases.

    They ran in the same lane; or the first was alone in flight when the program could begin
    nothing more before it ended; or the worker of the first had been joined before that of the
    second was started. That one merely ended before the other began proves nothing: a busy
    machine does that.
    """
    calls = [call for call in trace.calls if call.end is not None]
    total = math.fsum(work(call) for call in calls)
    span = _heaviest_chain(trace, calls, lane, work)
    return max(1.0, total / span) if span > 0 else 1.0  # rounding alone could take it below


def _heaviest_chain(trace: Trace, calls: list[Call], lane: _Lane, work: _Work) -> float:
    """Return the work of the heaviest chain; ``calls`` are in the order of their begin."""
    alone = _alone_at_release(trace)
    heaviest: list[float] = []
    for number, call in enumerate(calls):
        before = (
            heaviest[earlier]
            for earlier in range(number)
            if _ordered(trace, calls[earlier], call, lane, alone)
        )
        heaviest.append(max(before, default=0.0) + work(call))
    return max(heaviest, default=0.0)


def _ordered(trace: Trace, first: Call, second: Call, lane: _Lane, alone: frozenset[str]) -> bool:
    if lane(first) == lane(second):
        return True  # also while both were in flight: their work takes turns
    if first.end is None or first.end.time_ns > second.begin.time_ns:
        return False
    return first.begin.facts["call"] in alone or _joined_before_start(trace, first, second)


_NOTHING_MORE_CAME = frozenset({Reason.STILL, Reason.IDLE, Reason.SPINNING})


def _alone_at_release(trace: Trace) -> frozenset[str]:
    """Return the calls that were the only one in flight when nothing more could come."""
    in_flight: set[str] = set()
    alone = set()
    for event in trace.of("begin", "end"):
        if event.kind == "end":
            call = event.facts["call"]
            if in_flight == {call} and trace.released.get(call) in _NOTHING_MORE_CAME:
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

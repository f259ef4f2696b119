"""Measured speedup: a learner's function against the same calls made one after another.

Both are run in turn, several rounds, and the best run of each counts: what disturbs a run only
ever makes it longer. On a busy machine no clock can tell, so the parallelism of the trace is asked
as well, which does not move with the load.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.checking.observations import Observations
from grader.checking.seen import Seen
from grader.models import Speedup, SpeedupGoal
from grader.observe.request import Job, Request


def measure(
    observations: Observations, goal: SpeedupGoal, own: Request, parallelism: float
) -> Speedup:
    """Run ``own`` and its task in a plain loop in turn, until the answer is plain.

    The first two arguments of ``own`` are a task and the items to call it for. A run of the
    learner's function that does not return raises `CheckFailed`, as `Seen.ended` does.
    """
    plain_loop = Request(("plain_loop",), own.args, job=Job.SERIAL)
    serial_times: list[float] = []
    own_times: list[float] = []
    for attempt in range(goal.rounds):
        serial_times.append(_seconds(observations.observe(plain_loop._replace(attempt=attempt))))
        own_times.append(_seconds(observations.observe(own._replace(attempt=attempt))))
        if is_plain(serial_times, own_times, parallelism, goal.threshold):
            break
    return judged(serial_times, own_times, parallelism, goal.threshold)


def _seconds(seen: Seen) -> float:
    """Return how long the call took, by the clock of the machine, in the observed process."""
    seen.ended()
    trace = seen.trace
    assert trace.over is not None, "a function that returned is over"
    return (trace.over.time_ns - trace.of("call")[-1].time_ns) / 1e9


def is_plain(
    serial: Sequence[float], own: Sequence[float], parallelism: float, threshold: float
) -> bool:
    """Whether more rounds would not change the answer, or not make it any surer."""
    met_by_the_clock = min(serial) / min(own) >= threshold
    if parallelism < threshold:
        return not met_by_the_clock
    return met_by_the_clock or len(own) > 1


def judged(
    serial: Sequence[float], own: Sequence[float], parallelism: float, threshold: float
) -> Speedup:
    """Return the speedup and which of clock and trace decided it; times are in seconds.

    No run can gain more than its parallelism (the span law: Blumofe and Leiserson, 1999), so a
    clock that meets a threshold which the parallelism does not was deceived by the load.
    """
    measured = min(serial) / min(own)
    if parallelism >= threshold:
        basis = "measured" if measured >= threshold else "parallelism"
    else:
        basis = "parallelism" if measured >= threshold else "both"
    return Speedup(round(measured, 2), round(parallelism, 2), threshold, basis)

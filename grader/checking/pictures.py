"""Pictures of a learner's functions at work, beside the reference's, on tasks that take time.

What checks observe is held at the gate and then over in a moment: right for a verdict, and nothing
to look at. So the calls that they made are made again without a gate, by the learner's program and
by the reference, with tasks that each sleep or compute for some time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grader.models import Kata, Limits
from grader.observe.lanes import timeline_of
from grader.observe.observation import Ending, Observation
from grader.observe.observer import Observer
from grader.observe.request import Job, Request, Task
from grader.timeline import Picture, Timeline

_SLEEP = 0.05
"""Seconds that a task sleeps which would take no time: enough to be seen."""
_COMPUTES = 0.03
"""CPU seconds that a task computes at least, where computing is what the kata is about."""
_OF_A_PICTURE = -1
"""The attempt that tells such a request from those of checks."""
_ENDLESS = frozenset({Ending.TIMEOUT, Ending.DEADLOCK, Ending.STARVED})

Made = tuple[Request, Observation]


def pictures(
    kata: Kata,
    observer: Observer,
    reference: Observer,
    made: Sequence[Made],
    failed: Request | None,
) -> tuple[Picture, ...]:
    """Return a picture for each function of the kata that was called with a task.

    ``made`` are the observations of the checks, ``failed`` is the request that the first failed
    check saw: its call is shown first, and as it was observed where it never ends.
    """
    chosen = chosen_calls(made, failed)
    return tuple(
        _picture(kata, observer, reference, request, observation) for request, observation in chosen
    )


def chosen_calls(made: Iterable[Made], failed: Request | None) -> list[Made]:
    """Return for each function the call that failed a check, or the one with most calls of tasks.

    Calls under a start method that was asked for are left out where there is another.
    """
    best: dict[str, Made] = {}
    for request, observation in made:
        if request.job is not Job.CALL or not any(isinstance(arg, Task) for arg in request.args):
            continue
        known = best.get(request.function)
        if known is None or _tells_more(request, observation, known, failed):
            best[request.function] = request, observation
    return sorted(best.values(), key=lambda pair: pair[0] != failed)


def _tells_more(
    request: Request, observation: Observation, known: Made, failed: Request | None
) -> bool:
    if failed in (request, known[0]):
        return request == failed
    if (request.start_method is None) != (known[0].start_method is None):
        return request.start_method is None
    return len(observation.trace.calls) > len(known[1].trace.calls)


def _picture(
    kata: Kata,
    observer: Observer,
    reference: Observer,
    request: Request,
    observation: Observation,
) -> Picture:
    again = _unhurried(kata, request)
    limits = kata.limits
    if observation.ending not in _ENDLESS:
        observation = observer.observe(again, limits)
    return Picture(
        yours=timeline_of(observation, request.function),
        reference=_reference(reference, again, limits),
        each_call=_each_call(again),
    )


def _reference(reference: Observer, request: Request, limits: Limits) -> Timeline | None:
    seen = reference.observe(request, limits)
    return None if seen.ending in _ENDLESS else _without_lines(timeline_of(seen, request.function))


def _without_lines(timeline: Timeline) -> Timeline:
    """Leave out the lines of the reference, which are not those that the learner looks at."""
    return timeline._replace(
        lanes=tuple(
            lane._replace(
                bars=tuple(bar._replace(line=None) for bar in lane.bars),
                birth=lane.birth._replace(line=None) if lane.birth is not None else None,
            )
            for lane in timeline.lanes
        )
    )


def _unhurried(kata: Kata, request: Request) -> Request:
    """Return the same call with tasks that take time, and nobody held."""
    computes = kata.work is not None and kata.work.cpu_seconds > 0
    args = tuple(
        _taking_time(arg, computes) if isinstance(arg, Task) else arg for arg in request.args
    )
    return request._replace(
        args=args, hold=None, times=1, hurry=False, watch=("sleeps",), attempt=_OF_A_PICTURE
    )


def _taking_time(task: Task, computes: bool) -> Task:
    if computes:
        return task._replace(cpu_seconds=max(task.cpu_seconds, _COMPUTES))
    return task._replace(seconds=max(task.seconds, _SLEEP), child_seconds=None)


def _each_call(request: Request) -> str:
    task = next(arg for arg in request.args if isinstance(arg, Task))
    if task.cpu_seconds:
        return f"computes for {task.cpu_seconds * 1000:.0f} ms"
    return f"sleeps for {task.seconds * 1000:.0f} ms"

"""While the grader holds a task, a learner's sleep need not be waited out."""

from __future__ import annotations

import functools
import itertools
import time
from threading import get_native_id

from grader.observe.inside.recorder import HURRIED_WAIT, Recorder

_POLLS = 50
"""So many sleeps may be guesses how long something takes; whoever sleeps on is polling."""
_POLL = 0.02
"""Seconds of a sleep between two polls: hurried more, they would look like work."""
_TOLD = 200


def install(recorder: Recorder) -> None:
    """Report the sleeps that the learner's own file asks for, and in a hurry cut them short.

    A task that is held may be held for any time, so a program that waits by sleeping is wrong
    for every length of its sleep, and need not be given the whole of it. Timed joins are cut
    short in the same way: see `Recorder.shortened`.
    """
    original = time.sleep
    slept = itertools.count(1)

    @functools.wraps(original)
    def sleep(seconds: float, /) -> None:
        place = recorder.place()
        # Only of the thread that called the learner's function: what runs beside it and sleeps
        # for long is still there when the function ends, and has to be seen then.
        hurried = recorder.caller == get_native_id() and place.caller == "learner"
        if not hurried or not isinstance(seconds, int | float) or seconds < 0:
            return original(seconds)
        number = next(slept)
        if number <= _TOLD:
            recorder.event("sleep", place, seconds=float(seconds))
        if not recorder.passport.hurry:
            return original(seconds)
        return original(min(seconds, HURRIED_WAIT if number <= _POLLS else _POLL))

    time.sleep = sleep  # type: ignore[assignment]

"""What each thread and process of one run did, lane by lane: plain data, ready to be drawn.

`observe.lanes` makes it from a trace, and `render` draws it. Times are nanoseconds since the
learner's function was called; what still went on when the grader stopped looking is `open`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Doing(StrEnum):
    """What a lane does for some time."""

    TASK = "task"
    """It runs one of the grader's tasks: the work that the learner was to hand out."""
    WAIT = "wait"
    """It waits for a thread or process, by ``join()`` or as a pool is closed."""
    SLEEP = "sleep"
    """It sleeps because the learner's program told it to."""


class Bar(NamedTuple):
    """Something that a lane does from one moment to another."""

    doing: Doing
    begin: int
    end: int
    label: str
    """``func('users.csv')``; ``join() on Thread-1 (func)``."""
    line: int | None = None
    """The learner's line, where one is known."""
    open: bool = False
    """Whether it had not ended when the grader stopped looking, which is ``end`` then."""


class Birth(NamedTuple):
    """How a lane came to be."""

    by: int
    """The lane that started it, by its place in `Timeline.lanes`."""
    at: int
    line: int | None = None


class Lane(NamedTuple):
    """One thread, or the main thread of a process."""

    name: str
    what: str
    """``caller``, ``thread`` or ``process``."""
    pid: int
    begin: int
    end: int
    bars: tuple[Bar, ...]
    birth: Birth | None = None
    """None for the caller, and where nobody was seen to start it."""
    open: bool = False
    """Whether it was still there when the grader stopped looking."""
    joined: bool = False
    """Whether somebody waited for it by a join that saw its end: the program, or a pool."""


class Timeline(NamedTuple):
    """One run of a learner's function; the caller's lane first, the others as they were started."""

    function: str
    lanes: tuple[Lane, ...]
    over: int | None
    """When the function returned or raised; None where it did not end."""
    span: int
    """When the last thing was seen."""
    ending: str
    """How the run ended, an `observe.observation.Ending` as text."""


class Picture(NamedTuple):
    """A learner's run beside the reference's, of the same call."""

    yours: Timeline
    reference: Timeline | None
    """None where the reference could not be run."""
    each_call: str
    """What each call of the task does in it: ``sleeps for 50 ms``."""

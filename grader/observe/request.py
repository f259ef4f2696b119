"""What a check asks for: a function, its arguments, the grader's tasks, and what to hold."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

from grader.observe.protocol import encode


class Task(NamedTuple):
    """A callable that the grader hands to a learner's function, and watches.

    It returns what ``returns`` pairs with its one argument, ``result`` for any other; ``raises``
    gives, for an argument, the name of a built-in exception and its message.
    """

    name: str = "func"
    returns: tuple[tuple[Any, Any], ...] = ()
    raises: tuple[tuple[Any, str, str], ...] = ()
    result: Any = None
    always_raises: tuple[str, str] | None = None
    exits: int | None = None
    """The status with which every call ends by `sys.exit`; None where it returns or raises."""
    killed_by: int | None = None
    """The signal that every call sends to its own process, as a crash does; None for none."""
    seconds: float = 0.0
    """Seconds that a call sleeps, as one that waits for a network does."""
    child_seconds: float | None = None
    """The same for a call outside of the process of the learner's function; None for no other."""
    cpu_seconds: float = 0.0
    """CPU seconds that a call uses, as one that computes does."""
    repeat: int = 1
    """How often over a result that is a string is given: a small task with large results."""

    def spec(self) -> dict[str, Any]:
        """Return the task as the observed process is told of it."""
        raises = [[encode(when), error, text] for when, error, text in self.raises]
        if self.always_raises is not None:
            raises.append([None, *self.always_raises])
        return {
            "name": self.name,
            "returns": [[encode(when), encode(result)] for when, result in self.returns],
            "result": encode(self.result),
            "repeat": self.repeat,
            "raises": raises,
            "exits": self.exits,
            "killed_by": self.killed_by,
            "seconds": self.seconds,
            "child_seconds": self.seconds if self.child_seconds is None else self.child_seconds,
            "cpu_seconds": self.cpu_seconds,
        }


class Hold(NamedTuple):
    """When the gate lets the held go on; without any of these, as soon as nothing more can come.

    ``in_flight``: when so many tasks are in flight; from then on none is held.
    ``waves``: when so many tasks wait, these together; the next ones wait for each other again.
    ``joined``: a task, when the worker that runs it is joined without a time limit, or with one
    again and again. ``last_first``: the newest first, one at a time, so that tasks end in the
    reverse of their order. ``first_last``: the first task that comes, when nothing more can come;
    no other is held. ``births``: new threads, until so many are born or one is joined; what a
    thread's function looks up only then has its last value.
    """

    in_flight: int | None = None
    waves: int | None = None
    joined: bool = False
    last_first: bool = False
    first_last: bool = False
    births: int | None = None


class Job(StrEnum):
    """What is done with the learner's file."""

    LOAD = "load"
    CALL = "call"
    SCRIPT = "script"
    SERIAL = "serial"
    """The task, the first argument, is called for each item of the second by a plain loop."""


class Request(NamedTuple):
    """One observation to be made."""

    functions: tuple[str, ...] = ()
    """For a call, the one to call; for a load, all that the file must define."""
    args: tuple[Any, ...] = ()
    """Plain values and `Task`s."""
    job: Job = Job.CALL
    hold: Hold | None = None
    times: int = 1
    """How often the function is called in the one process; only the last call is told of."""
    hurry: bool = False
    """Whether the learner's sleeps and timed joins are cut short."""
    start_method: str | None = None
    """The default start method of processes; None for the platform's own."""
    watch: tuple[str, ...] = ()
    """What is reported besides: ``clocks`` that are read, ``names`` of threads that are asked,
    ``sleeps`` of the thread that calls the function (in a hurry they are in any case)."""
    attempt: int = 0
    """Tells equal requests apart: within one grading each different one is made once."""

    @property
    def function(self) -> str:
        """The function that is called, or what stands for it: ``the script``."""
        return "the script" if self.job is Job.SCRIPT else self.functions[0]

    def arguments(self) -> list[dict[str, Any]]:
        """Return the arguments as the observed process is told of them."""
        return [
            {"task": arg.spec()} if isinstance(arg, Task) else {"value": encode(arg)}
            for arg in self.args
        ]

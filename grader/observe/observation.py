"""What came of one observation."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

from grader.observe.stacks import ThreadStack
from grader.observe.trace import Trace


class Ending(StrEnum):
    """How the observed process came to its end."""

    RETURNED = "returned"
    """The function returned, or the file loaded, or the script ran to its end."""
    RAISED = "raised"
    """An exception left the function or the script."""
    NOT_LOADED = "not_loaded"
    """An exception left the file while it was imported."""
    MISSING = "missing"
    """The file does not define the function."""
    DIED = "died"
    """The process was gone before it was done: `os._exit`, a signal."""
    TIMEOUT = "timeout"
    DEADLOCK = "deadlock"
    FLOOD = "flood"
    """It told more events, or opened more connections, than any sensible program."""
    OUTPUT = "output"
    """It printed more than its limit."""
    PROCESSES = "processes"
    """It had more processes at once than its limit."""
    MEMORY = "memory"
    """Its processes together took more memory than its limit."""
    NONSENSE = "nonsense"
    """It spoke on the grader's connection, and not the grader's language."""
    STARVED = "starved"
    """The machine gave it too little time to tell anything."""


class Failure(NamedTuple):
    """An exception in the observed process, or what stands for one."""

    error: str
    message: str
    line: int | None = None
    column: int | None = None
    text: str | None = None
    """The line of source that a syntax error is in."""
    cause: str = ""
    """What the exception says of its cause: a pool's worker sends its traceback so."""
    code: int | None = None
    """The exit status that a SystemExit asked for, where it is a number."""
    names: tuple[str, ...] = ()
    """What the file defines, where a function is missing."""


class Observation(NamedTuple):
    """One run of a learner's function, and all that was seen of it."""

    ending: Ending
    trace: Trace
    value: Any = None
    """What the function returned; `protocol.Opaque` for anything that is not a plain value."""
    failure: Failure | None = None
    status: int | None = None
    """The process's exit status, a signal's number with a minus; None if it is not known."""
    output: str = ""
    """What was printed, both streams, as far as it was kept."""
    threads_alive: int = 0
    """Threads besides the main one as the function ended."""
    processes_alive: int = 0
    """Children of `multiprocessing` as the function ended."""
    left_running: tuple[str, ...] = ()
    """What still ran after the function had ended and every gate was open; it was ended."""
    stacks: tuple[ThreadStack, ...] = ()
    """Where each thread stood, of a program that did not end by itself."""

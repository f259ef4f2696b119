"""From what a session has heard to the observation that checks read."""

from __future__ import annotations

from typing import Any

from grader.observe.events import Event
from grader.observe.observation import Ending, Failure, Observation
from grader.observe.protocol import ProtocolError, decode
from grader.observe.session import Heard
from grader.observe.stacks import ThreadStack
from grader.observe.trace import Trace

KEPT_OUTPUT = 20_000
"""Bytes of output that an observation keeps."""


def thread_left(name: str, line: int | None) -> str:
    """Name a thread that was left, with the line that started it."""
    return f"thread {name}" + (f", started in line {line}" if line is not None else "")


def processes_left(living: dict[int, str], introduced: set[int]) -> tuple[str, ...]:
    """Name the processes that were left, by their commands, without the library's own helpers."""
    return tuple(
        f"process {pid}" + ("" if pid in introduced else f" ({' '.join(command.split())[:60]})")
        for pid, command in living.items()
        if command and (pid in introduced or not _is_helper(command))
    )


def _is_helper(command: str) -> bool:
    return "multiprocessing.forkserver" in command or "multiprocessing.resource_tracker" in command


def observation_of(
    heard: Heard,
    reaped: dict[str, Any],
    printed: bytes,
    *,
    left: tuple[str, ...],
    stacks: tuple[ThreadStack, ...],
) -> Observation:
    """Return the observation; ``reaped`` is what the warm child told of the process's end.

    ``printed`` is the beginning of what was printed, ``left`` names what still ran.
    """
    events = _since_the_call(sorted(heard.events, key=lambda event: event.time_ns))
    trace = Trace(events, heard.released)
    try:
        result = _result(heard)
        _ = trace.calls  # what cannot be decoded is found here, and not by a check
    except (ProtocolError, KeyError, TypeError, ValueError):
        result, trace = Observation(Ending.NONSENSE, Trace(())), Trace(())
    return result._replace(
        trace=trace,
        status=reaped["status"],
        output=printed.decode("utf-8", "replace"),
        left_running=left,
        stacks=stacks,
    )


def _since_the_call(events: list[Event]) -> tuple[Event, ...]:
    """Leave out what was before the last call, import and all; a trespass counts always."""
    called = max((event.time_ns for event in events if event.kind == "call"), default=0)
    return tuple(e for e in events if e.time_ns >= called or e.kind == "trespass")


def _result(heard: Heard) -> Observation:
    outcome = heard.outcome
    if heard.ending is not None or outcome is None:
        return Observation(heard.ending or Ending.DIED, Trace(()))
    ending = Ending.RETURNED if outcome["m"] == "loaded" else Ending(outcome["m"])
    returned = ending is Ending.RETURNED
    return Observation(
        ending,
        Trace(()),
        value=decode(outcome.get("value")) if returned else None,
        failure=None if returned else _failure(outcome),
        threads_alive=int(outcome.get("threads_alive", 0)),
        processes_alive=int(outcome.get("processes_alive", 0)),
    )


def _failure(outcome: dict[str, Any]) -> Failure:
    if outcome["m"] == "missing":
        names = tuple(str(name) for name in outcome["names"])
        return Failure("AttributeError", str(outcome["name"]), names=names)
    return Failure(
        error=str(outcome["error"]),
        message=str(outcome["message"]),
        line=_number(outcome.get("line")),
        column=_number(outcome.get("column")),
        text=None if outcome.get("text") is None else str(outcome["text"]),
        cause=str(outcome.get("cause", "")),
        code=_number(outcome.get("code")),
    )


def _number(told: object) -> int | None:
    return told if isinstance(told, int) else None

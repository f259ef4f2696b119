"""Where each thread of a program stood that did not end, and for whom it waited, in words."""

from __future__ import annotations

from grader.observe.events import Event
from grader.observe.observation import Observation
from grader.observe.stacks import ThreadStack

_SHOWN = 6


def where_everyone_stood(observation: Observation, file: str) -> tuple[str | None, int | None]:
    """Return a sentence for each thread with a line in the learner's file, and the main one's line.

    ``file`` is the staged file. Both are None where nothing is known.
    """
    waits = _open_joins(observation)
    names = _names(observation)
    sentences, main_line = [], None
    for stack in sorted(observation.stacks, key=lambda stack: _key(observation, stack)):
        line = stack.line_in(file)
        if line is None:
            continue
        name = names.get((stack.pid, stack.ident), "MainThread")
        main_line = line if main_line is None else main_line
        sentences.append(_sentence(name, line, waits))
    shown = sentences[:_SHOWN]
    if len(sentences) > _SHOWN:
        shown.append(f"and {len(sentences) - _SHOWN} more threads")
    return ("; ".join(shown) or None), main_line


def _key(observation: Observation, stack: ThreadStack) -> tuple[bool, bool, int]:
    """Sort the thread that called the learner's function first."""
    caller = observation.trace.caller
    other_process = caller is not None and stack.pid != caller[0]
    return other_process, (stack.pid, stack.ident) in _names(observation), stack.ident


def _names(observation: Observation) -> dict[tuple[int, int], str]:
    """Return the names of the threads that were started, by process and identity."""
    begun = observation.trace.of("thread_begin")
    return {(event.pid, event.facts["ident"]): event.thread for event in begun}


def _open_joins(observation: Observation) -> dict[str, Event]:
    """Return, by the waiting thread's name, the join that it has not come back from."""
    waiting: dict[str, Event] = {}
    for event in observation.trace.of("join", "joined", "join_failed"):
        if event.kind == "join":
            waiting[event.thread] = event
        else:
            waiting.pop(event.thread, None)
    targets = {(e.pid, e.facts["worker"]): e for e in observation.trace.of("started")}
    return {
        name: targets[event.pid, event.facts["worker"]]
        for name, event in waiting.items()
        if (event.pid, event.facts["worker"]) in targets
    }


def _sentence(name: str, line: int, waits: dict[str, Event]) -> str:
    if name in waits:
        target = waits[name]
        return f"{name} waits in line {line} for {target.facts.get('name')} to end"
    return f"{name} stands in line {line}"

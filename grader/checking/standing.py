"""Where each thread of a program stood that did not end, and for whom it waited, in words."""

from __future__ import annotations

from grader.observe.observation import Ending, Observation
from grader.observe.stacks import ThreadStack

_SHOWN = 6


def where_everyone_stood(observation: Observation, file: str) -> tuple[str | None, int | None]:
    """Return a sentence for each thread with a line in the learner's file, and the main one's line.

    ``file`` is the staged file. Both are None where nothing is known.
    """
    known = _threads(observation)
    waits = _open_joins(observation)
    verb = "waits" if observation.ending is Ending.DEADLOCK else "stands"
    sentences, main_line = [], None
    for stack in sorted(observation.stacks, key=lambda stack: _caller_first(observation, stack)):
        line = stack.line_in(file)
        if line is None:
            continue
        name, tid = known.get((stack.pid, stack.ident)) or _main_thread(observation, stack.pid)
        main_line = line if main_line is None else main_line
        target = waits.get((stack.pid, tid))
        for_whom = f"waits in line {line} for {target} to end" if target else None
        sentences.append(f"{name} {for_whom or f'{verb} in line {line}'}")
    shown = sentences[:_SHOWN]
    if len(sentences) > _SHOWN:
        shown.append(f"and {len(sentences) - _SHOWN} more threads")
    return ("; ".join(shown) or None), main_line


def _caller_first(observation: Observation, stack: ThreadStack) -> tuple[bool, bool, int]:
    caller = observation.trace.caller
    other_process = caller is not None and stack.pid != caller[0]
    return other_process, (stack.pid, stack.ident) in _threads(observation), stack.ident


def _threads(observation: Observation) -> dict[tuple[int, int], tuple[str, int]]:
    """Return the name and native id of each thread that began, by process and identity."""
    begun = observation.trace.of("thread_begin")
    return {(event.pid, event.facts["ident"]): (event.thread, event.tid) for event in begun}


def _main_thread(observation: Observation, pid: int) -> tuple[str, int]:
    """Return the name of a process's main thread, and its native id, which is the process's."""
    started = observation.trace.of("started")
    name = next((e.facts.get("name") for e in started if e.facts["new"] == pid), None)
    return ("MainThread" if name is None else f"MainThread of {name}"), pid


def _open_joins(observation: Observation) -> dict[tuple[int, int], str]:
    """Return whom each waiting thread waits for, by its process and native id."""
    waiting: dict[tuple[int, int], str] = {}
    for event in observation.trace.of("join", "joined", "join_failed"):
        if event.kind == "join":
            waiting[event.pid, event.tid] = str(event.facts.get("name"))
        else:
            waiting.pop((event.pid, event.tid), None)
    return waiting

"""Where each thread of a program stood that did not end, and for whom it waited, in words."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import NamedTuple

from grader.checking.waiting import Block, Wait, blocks_around, parsed, wait_at
from grader.observe.observation import Ending, Observation
from grader.observe.stacks import ThreadStack

_SHOWN = 6
_CALLERS = 3
"""How many lines of calls that led to where a thread stands are told."""


class Stander(NamedTuple):
    """A thread that did not end."""

    name: str
    lines: tuple[int, ...]
    """The lines of the learner's file on its stack, the innermost first."""
    joins: str | None
    """Whom it waits for by join, as it was seen."""
    wait: Wait | None
    """What its innermost line waits for, as the source tells."""
    blocks: tuple[Block, ...]
    """The ``with`` blocks in which its lines stand, the outermost first."""


def where_everyone_stood(
    observation: Observation, file: str, source: str
) -> tuple[str | None, int | None]:
    """Return a sentence for each thread with a line in the learner's file, and the main one's line.

    ``file`` is the staged file, whose text is ``source``. Each sentence is a line of the text; a
    last one tells who waits for whom in a ring. Both are None where nothing is known.
    """
    standers = _standers(observation, file, parsed(source) or ast.Module([], []))
    if not standers:
        return None, None
    verb = "waits" if observation.ending is Ending.DEADLOCK else "stands"
    told = [sentence(stander, verb) for stander in standers[:_SHOWN]]
    if len(standers) > _SHOWN:
        told.append(f"and {len(standers) - _SHOWN} more threads")
    if observation.ending is Ending.DEADLOCK and (reason := ring(standers)) is not None:
        told.append(reason)
    return "\n".join(told), standers[0].lines[0]


def sentence(stander: Stander, verb: str) -> str:
    """Return where a thread stands, what it waits for, inside of what, and what led there."""
    line, *callers = stander.lines
    if stander.joins is not None:
        text = f"{stander.name} waits in line {line} for {stander.joins} to end"
    elif stander.wait is not None:
        text = f"{stander.name} waits in line {line} {stander.wait.words}"
    else:
        text = f"{stander.name} {verb} in line {line}"
    if stander.blocks:
        inside = " and ".join(f"with {b.object} (line {b.line})" for b in stander.blocks)
        text += f", inside {inside}"
    if callers:
        text += f", called in line {', '.join(map(str, callers[:_CALLERS]))}"
    return text


def ring(standers: Sequence[Stander]) -> str | None:
    """Return who waits for what is taken by whom, where that comes back to the first; or None."""
    for stander in standers:
        wait = stander.wait
        if wait is None or not wait.takes or not wait.shared:
            continue
        if any(block.object == wait.object and block.shared for block in stander.blocks):
            return (
                f"{stander.name} waits for {wait.object}, which it has taken itself: a Lock "
                "cannot be taken twice, an RLock can"
            )
    takers = {
        block.object: stander for stander in standers for block in stander.blocks if block.shared
    }
    for first in standers:
        found = _followed(first, takers)
        if found is not None:
            return "; ".join(found)
    return None


def _followed(first: Stander, takers: dict[str, Stander]) -> list[str] | None:
    """Return the steps from a thread over what it waits for, if they lead back to it."""
    steps: list[str] = []
    now = first
    for _ in takers:
        wait = now.wait
        if wait is None or not (wait.takes and wait.shared) or wait.object not in takers:
            return None
        following = takers[wait.object]
        steps.append(f"{now.name} waits for {wait.object}, which {following.name} has taken")
        if following is first:
            return steps
        now = following
    return None


def _standers(observation: Observation, file: str, tree: ast.Module) -> list[Stander]:
    known = _threads(observation)
    joins = _open_joins(observation)
    standers = []
    for stack in sorted(observation.stacks, key=lambda stack: _caller_first(observation, stack)):
        lines = tuple(frame.line for frame in stack.frames if frame.file == file)
        if not lines:
            continue
        name, tid = known.get((stack.pid, stack.ident)) or _main_thread(observation, stack.pid)
        blocks = [block for line in reversed(lines) for block in blocks_around(tree, line)]
        standers.append(
            Stander(
                name=name,
                lines=lines,
                joins=joins.get((stack.pid, tid)),
                wait=wait_at(tree, lines[0]),
                blocks=tuple(dict.fromkeys(blocks)),
            )
        )
    return standers


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

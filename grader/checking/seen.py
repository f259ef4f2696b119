"""What a check reads: one observation, with the facts that checks ask for by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from grader.checking.blame import Blame, first_blame
from grader.checking.endings import failed_ending
from grader.checking.failure import CheckFailed
from grader.checking.source import Code
from grader.models import Verdict
from grader.observe.events import Event
from grader.observe.observation import Ending, Observation
from grader.observe.request import Request
from grader.observe.trace import Call, Trace, Worker, line_of


class Seen:
    """One observation of a learner's function."""

    def __init__(self, observation: Observation, request: Request, code: Code, file: str) -> None:
        self.observation = observation
        self.request = request
        self._code = code
        self._file = file

    @property
    def trace(self) -> Trace:
        """The events of the observation."""
        return self.observation.trace

    @property
    def value(self) -> Any:
        """What the function returned."""
        return self.observation.value

    # Ends of a check

    def ended(self, *blames: Blame) -> None:
        """Require that the function returned; ``blames`` explain an exception from it."""
        failed = failed_ending(self.observation, self.request, self._file, self._code.source)
        if failed is not None:
            self._blame(failed, blames)
            raise failed

    def raised(self, *blames: Blame, error: str, why: str) -> None:
        """Require that an exception of the type named ``error`` left the function."""
        if self.observation.ending is Ending.RETURNED:
            self.expect(False, *blames, expected=why, seen="it returned as if all were well")
        failure = self.observation.failure
        if failure is None or failure.error != error:
            self.ended(*blames)

    def expect(
        self, holds: object, *blames: Blame, expected: str, seen: str, line: int | None = None
    ) -> None:
        """Require what ``holds``; else tell what was expected, what was seen, and why."""
        if not holds:
            failed = CheckFailed(Verdict.FAIL, expected=expected, seen=seen, line=line)
            self._blame(failed, blames)
            raise failed

    def _blame(self, failed: CheckFailed, blames: Iterable[Blame]) -> None:
        failed.observation, failed.request = self.observation, self.request
        blame = first_blame(blames)
        if blame is not None and failed.misconception is None:
            failed.misconception = blame.misconception
            failed.line = blame.line if blame.line is not None else failed.line

    # Facts about calls of the task

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls of the grader's tasks, in the order in which they began."""
        return self.trace.calls

    @cached_property
    def first_arguments(self) -> list[Any]:
        """What each call was given first; calls without an argument are left out."""
        return [call.args[0] for call in self.calls if call.args]

    @cached_property
    def calls_by_caller(self) -> list[Call]:
        """The calls that ran in the very thread that called the learner's function."""
        return [call for call in self.calls if call.lane == self.trace.caller]

    @cached_property
    def called_before_made(self) -> list[Call]:
        """The calls on the caller's own thread, made before any worker was."""
        workers = self.trace.of("made", "start", "pool")
        first = workers[0].time_ns if workers else 0
        return [call for call in self.calls_by_caller if not first or call.begin.time_ns < first]

    @cached_property
    def unfinished(self) -> list[Call]:
        """The calls that had not ended when the function did."""
        over = self.trace.over
        return [
            call
            for call in self.calls
            if over is None or call.end is None or call.end.time_ns > over.time_ns
        ]

    # Facts about threads and processes

    @property
    def workers(self) -> tuple[Worker, ...]:
        """The threads and processes that the learner's own code started."""
        return self.trace.workers

    @cached_property
    def threads(self) -> list[Worker]:
        """The threads that the learner's own code started."""
        return [worker for worker in self.workers if worker.what == "thread"]

    @cached_property
    def processes(self) -> list[Worker]:
        """The processes that the learner's own code started."""
        return [worker for worker in self.workers if worker.what == "process"]

    @cached_property
    def unjoined(self) -> list[Worker]:
        """The workers that no join saw ended."""
        return [worker for worker in self.workers if not worker.joined]

    @cached_property
    def joins(self) -> list[Event]:
        """The calls of join in the learner's program."""
        return [event for event in self.trace.of("join") if event.own]

    @cached_property
    def timed_joins(self) -> list[Event]:
        """The joins with a time limit."""
        return [event for event in self.joins if event.facts["timed"]]

    @cached_property
    def pools(self) -> tuple[Event, ...]:
        """The executors and pools that the observed process made."""
        return self.trace.pools

    def pools_of(self, *classes: str) -> list[Event]:
        """Return the executors and pools of these classes."""
        return [pool for pool in self.pools if pool.facts["cls"] in classes]

    def worker_of(self, call: Call) -> Worker | None:
        """Return the worker that ran a call, None where the learner started none for it."""
        return next((worker for worker in self.workers if worker.lane == call.lane), None)

    def happened(self, kind: str, **facts: object) -> list[Event]:
        """Return the events of a kind whose facts are these."""
        return [
            event
            for event in self.trace.of(kind)
            if all(event.facts.get(name) == value for name, value in facts.items())
        ]

    def uncaught(self, pattern: str = "") -> list[Event]:
        """Return the exceptions that ended a thread and whose message matches ``pattern``."""
        events = self.trace.of("uncaught")
        return [event for event in events if re.search(pattern, event.facts["message"])]

    def failed_with(self, error: str, pattern: str = "") -> bool:
        """Whether an exception of this type, with such a message or cause, left the function."""
        failure = self.observation.failure
        if failure is None or failure.error != error:
            return False
        return re.search(pattern, f"{failure.message}\n{failure.cause}") is not None

    @cached_property
    def left_in_words(self) -> str:
        """What was left running, the first few by name."""
        left = self.observation.left_running
        more = f" and {len(left) - 3} more" if len(left) > 3 else ""
        return "; ".join(left[:3]) + more

    # Lines

    @property
    def failing_line(self) -> int | None:
        """The learner's line that an exception came from."""
        return self.observation.failure.line if self.observation.failure is not None else None

    def line_where(self, pattern: str, near: int | None = None) -> int | None:
        """Return the first line of code, comments left out, that matches; to name a fault.

        Where the line ``near`` matches, it is that one, and not another function's. No verdict
        rests on it: what the source says is not what the program does.
        """
        found = [n for n, text in enumerate(self._code.lines, 1) if _matches(pattern, text)]
        return near if near in found else next(iter(found), None)

    def last_line_of_starts(self) -> int | None:
        """Return the line of the last start."""
        return line_of(reversed([worker.started for worker in self.workers]))


def _matches(pattern: str, text: str) -> bool:
    return re.search(pattern, text[:300]) is not None


def names(things: Sequence[object]) -> str:
    """Return a few things as a list in words, the way they are written in Python."""
    shown = ", ".join(repr(thing) for thing in things[:6])
    return shown + (f" and {len(things) - 6} more" if len(things) > 6 else "")

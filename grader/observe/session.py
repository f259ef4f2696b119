"""One observation, from the grader's side: hear what is said, hold the gate, know when to stop."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.models import Limits
from grader.observe.events import Event, event_of
from grader.observe.gate import Gate, Reason, Waiter
from grader.observe.inside.family import lives
from grader.observe.observation import Ending
from grader.observe.protocol import ProtocolError
from grader.observe.request import Hold
from grader.observe.stillness import Snapshot, snapshot
from grader.observe.switchboard import Line, Said, Switchboard, TooManyConnections
from grader.observe.watch import DEADLOCK_PATIENCE, Condition, Watch

MAX_EVENTS = 20_000
_FIRST_LOOK = 0.0015
"""Seconds of silence before a program is looked at; a look costs about as much."""
_LONGEST_WAIT = 0.03
_SETTLING = 0.3
"""Seconds asleep after the function has ended, until what still runs counts as left running."""
_DYING = 2.0
"""Seconds that a process may take to be gone when its threads are gone."""
_NOT_PROGRESS = frozenset({"sleep", "join", "joined", "join_failed", "clock", "name_read"})
"""What a program that waits may do again and again without beginning anything."""
_OUTCOMES = ("returned", "raised", "not_loaded", "missing", "loaded")


@dataclass(slots=True)
class Heard:
    """What a session has heard."""

    events: list[Event] = field(default_factory=list)
    released: dict[str, Reason] = field(default_factory=dict)
    outcome: dict[str, Any] | None = None
    pids: set[int] = field(default_factory=set)
    """Processes that have said hello."""
    ending: Ending | None = None
    """Why the session had to be ended, None where the program came to its own end."""


class Session:
    """Conducts one observation of an observed process that was just forked."""

    def __init__(
        self,
        switchboard: Switchboard,
        control: Line,
        *,
        token: str,
        pid: int,
        hold: Hold | None,
        limits: Limits,
        output: Path,
        proc: str = "/proc",
        abandoned: Callable[[], bool] = lambda: False,
    ) -> None:
        """Prepare; ``abandoned`` is asked again and again whether anyone still wants to know.

        ``proc`` is where the numbers are known that the program's processes tell.
        """
        self._abandoned = abandoned
        self._switchboard = switchboard
        self._control = control
        self._token = token
        self._pid = pid
        self._gate = Gate(hold or Hold())
        self._limits = limits
        self._output = output
        self._proc = proc
        self._sees_threads = Path(f"{proc}/self/task").is_dir()
        self._watch = Watch(limits, self._look, time.monotonic)
        self._watch.main_pid = pid
        self._gate_lines: dict[int, Line] = {}
        self._main: Line | None = None
        self._alive: set[tuple[int, Any]] = set()
        self._ended: set[tuple[int, Any]] = set()
        self._started: set[int] = set()
        self._unborn = 0  # forks that were granted, and whose child has not said hello yet
        self._open_lines: set[Line] = set()
        self._settled = False
        self.heard = Heard()

    def run(self) -> Heard:
        """Conduct the observation until the program is done or has to be ended.

        Raises `KeyboardInterrupt` where it is abandoned, as where the user interrupts.
        """
        try:
            self._conduct()
        except ProtocolError:
            self.heard.ending = Ending.NONSENSE
        except TooManyConnections:
            self.heard.ending = Ending.FLOOD
        if self.heard.ending in (None, Ending.DIED) and self._printed_too_much():
            self.heard.ending = Ending.OUTPUT  # what it met at its limit is not its own fault
        return self.heard

    def _conduct(self) -> None:
        wait = _FIRST_LOOK
        looked = time.monotonic()
        while not (self._done() and self._heard_all()):
            if self._abandoned():
                raise KeyboardInterrupt
            said = self._hear(wait)
            wait = _FIRST_LOOK if said else min(wait * 1.5, _LONGEST_WAIT)
            # One that never stops talking, such as a polling loop, is looked at as well.
            if not said or time.monotonic() - looked > _LONGEST_WAIT:
                self._act_on(self._watch.judge())
                looked = time.monotonic()

    def runs_on(self) -> list[Event]:
        """Return the beginning of each thread of the learner's own that has not ended."""
        begun = [event for event in self.heard.events if event.kind == "thread_begin"]
        return [
            e
            for e in begun
            if (e.pid, e.facts["worker"]) in self._alive and e.pid == self._pid and e.own
        ]

    def dismiss(self) -> None:
        """Tell the observed process that it may end."""
        if self._main is not None:
            self._switchboard.say(self._main, {"m": "bye"})

    def _look(self) -> Snapshot:
        held = [(waiter.pid, waiter.tid) for waiter in self._gate.waiting]
        if self.heard.outcome is not None:
            held.append((self._pid, self._pid))  # it waits to be dismissed
        return snapshot(self._control.pid, held, self._limits.processes, self._proc)

    def _done(self) -> bool:
        if self.heard.ending is not None:
            return True
        return self._settled or (self.heard.outcome is not None and not self._someone_runs())

    def _heard_all(self) -> bool:
        """Whether nothing that was said before the end, by a child for one, is still unheard."""
        ended = self.heard.ending is not None or self._settled
        return ended or not self._switchboard.waiting()

    def _someone_runs(self) -> bool:
        others = any(line is not self._main for line in self._open_lines)
        held = bool(self._gate.waiting)
        return held or bool(self._alive) or others or self._unborn > 0 or self._others_live()

    def _others_live(self) -> bool:
        """Whether a child lives, be it that it has not said hello yet or is on its way out."""
        children = (self._started | self.heard.pids) - {self._pid}
        return any(lives(pid, self._proc) for pid in children)

    def _hear(self, seconds: float) -> bool:
        said_anything = False
        for said in self._switchboard.hear(seconds):
            said_anything = True
            self._take(said)
        if said_anything:
            self._watch.heard()
            self._let(self._gate.releases())
        return said_anything

    def _take(self, said: Said) -> None:
        line, message = said.line, said.message
        if line is self._control:
            self.heard.ending = Ending.DIED
            return
        if line.token != self._token:  # somebody from an earlier observation
            self._switchboard.hang_up(line)
            return
        self._meet(line)
        if message is None:
            self._hung_up(line)
        elif message.get("m") == "event":
            self._note(_told_by(line, message))
        elif message.get("m") == "wait" and isinstance(message.get("event"), dict):
            self._arrive(line, message)
        elif message.get("m") == "leave":
            self._unborn += 1
            self._switchboard.say(line, {"go": True})
        elif message.get("m") in _OUTCOMES and line.pid == self._pid:
            self._finish(message)

    def _meet(self, line: Line) -> None:
        self.heard.pids.add(line.pid)
        if line.role == "events":
            self._open_lines.add(line)
            if line.pid == self._pid and self._main is None:
                self._main = line

    def _hung_up(self, line: Line) -> None:
        self._gate.leave(line.number)
        self._gate_lines.pop(line.number, None)
        self._open_lines.discard(line)
        if line.role == "events":
            self._gate.lost(line.pid)
            self._alive -= {worker for worker in self._alive if worker[0] == line.pid}
        if line is self._main and self.heard.outcome is None:
            self.heard.ending = Ending.DIED

    def _note(self, event: Event) -> None:
        self.heard.events.append(event)
        if len(self.heard.events) > MAX_EVENTS:
            self.heard.ending = Ending.FLOOD
        self._gate.feed(event)
        if event.kind not in _NOT_PROGRESS:
            self._watch.progress()
        worker = event.pid, event.facts.get("worker")
        if event.kind == "process_begin" and event.facts.get("how") == "fork":
            self._unborn -= 1
        elif event.kind == "started" and event.facts["what"] == "process":
            self._started.add(event.facts["new"])
        elif event.kind in ("started", "thread_begin") and worker not in self._ended:
            self._alive.add(worker)  # one that was started may not have said so itself yet
        elif event.kind == "thread_end":
            self._ended.add(worker)
            self._alive.discard(worker)

    def _arrive(self, line: Line, message: dict[str, Any]) -> None:
        event = _told_by(line, message["event"])
        if not self._sees_threads or self._is_there(event):
            call = event.facts.get("call") if event.kind == "begin" else None
            what = {"begin": "task", "renamed": "rename"}.get(event.kind, "birth")
            waiter = Waiter(line.number, what, event.pid, event.tid, call, event.time_ns)
            self._gate_lines[line.number] = line
            self._gate.arrive(waiter)
        self._note(event)

    def _is_there(self, event: Event) -> bool:
        """Whether the thread of an event is there; `ProtocolError` where only its process is.

        A pool that is terminated ends a worker at any moment; on a busy machine it takes its time
        to be gone, and its threads go before it.
        """
        thread = Path(f"{self._proc}/{event.pid}/task/{event.tid}")
        end = time.monotonic() + _DYING
        while not thread.exists():
            if not lives(event.pid, self._proc):
                return False
            if time.monotonic() > end:
                raise ProtocolError("a thread waits that there is not")
            time.sleep(0.001)
        return True

    def _finish(self, message: dict[str, Any]) -> None:
        self.heard.outcome = message
        if message.get("k") == "over":
            self._note(event_of(message))

    def _let(self, released: list[tuple[Waiter, Reason]]) -> None:
        for waiter, reason in released:
            if waiter.call is not None:
                self.heard.released[waiter.call] = reason
            self._switchboard.say(self._gate_lines[waiter.number], {"go": True})
        if released:
            self._watch.heard()
            self._watch.progress()

    def _act_on(self, condition: Condition) -> None:
        if self._printed_too_much():
            self.heard.ending = Ending.OUTPUT
        elif condition is Condition.TOO_MANY_PROCESSES:
            self.heard.ending = Ending.PROCESSES
        elif condition is Condition.TOO_MUCH_MEMORY:
            self.heard.ending = Ending.MEMORY
        elif self.heard.outcome is not None:
            self._settle(condition)
        elif condition is Condition.OVER_LIMIT:
            self.heard.ending = Ending.TIMEOUT
        elif condition is Condition.STARVED:
            self.heard.ending = Ending.STARVED
        elif condition in _EXHAUSTED and self._gate.waiting:
            # All slept at one moment; only what was said before it may still wait to be heard.
            if not self._switchboard.waiting():
                self._let(self._gate.exhausted(_EXHAUSTED[condition]))
        elif condition is Condition.STILL and self._watch.quiet_for > DEADLOCK_PATIENCE:
            self.heard.ending = Ending.DEADLOCK

    def _printed_too_much(self) -> bool:
        try:
            return self._output.lstat().st_size >= self._limits.output_kb * 1024
        except OSError:
            return False

    def _settle(self, condition: Condition) -> None:
        """After the function's end: what sleeps on, or outlasts every limit, was left running."""
        enough = condition is Condition.STILL or self._watch.quiet_for > _SETTLING
        if condition in _TOO_LONG or (enough and not self._switchboard.waiting()):
            self._settled = True


def _told_by(line: Line, message: dict[str, Any]) -> Event:
    """Return the event in a message; a process may tell of itself only."""
    event = event_of(message)
    if event.pid != line.pid:
        raise ProtocolError("a process that tells of another")
    return event


_EXHAUSTED = {
    Condition.STILL: Reason.STILL,
    Condition.IDLE: Reason.IDLE,
    Condition.SPINNING: Reason.SPINNING,
}
_TOO_LONG = frozenset({Condition.OVER_LIMIT, Condition.STARVED})

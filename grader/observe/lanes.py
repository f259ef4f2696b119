"""From the trace of one run to its timeline: lanes, and what each does when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from grader.observe.events import Event
from grader.observe.observation import Observation
from grader.observe.trace import Call, Lane, Trace, Worker
from grader.timeline import Bar, Birth, Doing, Timeline
from grader.timeline import Lane as Drawn

_SHOWN_ARGUMENT = 24
"""Characters of an argument's repr in a label."""


def timeline_of(observation: Observation, function: str) -> Timeline:
    """Return the timeline of what was seen while ``function`` ran.

    Its lanes are the caller, every thread and process of the learner's own, and those of pools in
    which a task ran or which are processes; threads that only look after a pool are left out.
    """
    return _Drawing(observation, function).timeline()


class _Drawing:
    def __init__(self, observation: Observation, function: str) -> None:
        self._observation = observation
        self._function = function
        self._trace = observation.trace
        events = self._trace.events
        called = next((e.time_ns for e in self._trace.of("call")), None)
        self._begin = called if called is not None else (events[0].time_ns if events else 0)
        self._last = max((event.time_ns for event in events), default=self._begin)

    def timeline(self) -> Timeline:
        over = self._trace.over
        return Timeline(
            function=self._function,
            lanes=self._lanes(),
            over=None if over is None else self._at(over),
            span=max(1, self._last - self._begin),
            ending=self._observation.ending.value,
        )

    def _at(self, event: Event) -> int:
        return max(0, event.time_ns - self._begin)

    def _lanes(self) -> tuple[Drawn, ...]:
        # A thread may have started another before it is told that it was started itself.
        workers = sorted(_workers(self._trace), key=lambda worker: self._life(worker)[0])
        keys = [self._caller, *(worker.lane for worker in workers)]
        places = {key: place for place, key in reversed(list(enumerate(keys))) if key is not None}
        return (
            Drawn(
                "MainThread",
                "caller",
                self._caller[0],
                0,
                self._last - self._begin,
                self._bars(self._caller),
            ),
            *(self._lane(worker, places) for worker in workers),
        )

    @property
    def _caller(self) -> Lane:
        return self._trace.caller or next(((e.pid, e.tid) for e in self._trace.events), (0, 0))

    def _lane(self, worker: Worker, places: dict[Lane, int]) -> Drawn:
        started = worker.started
        begun, ended = self._life(worker)
        seen_ended = any(e.kind == "joined" and not e.facts["alive"] for e in worker.joins)
        parent = places.get((started.pid, started.tid), 0)
        return Drawn(
            name=worker.name,
            what=worker.what,
            pid=worker.lane[0] if worker.lane is not None else started.pid,
            begin=begun,
            end=(self._last - self._begin) if ended is None else ended,
            bars=self._bars(worker.lane),
            # start() comes back when the thread runs already, and may come back later still.
            birth=Birth(parent, min(self._at(started), begun), started.line),
            open=ended is None,
            joined=seen_ended,
        )

    def _life(self, worker: Worker) -> tuple[int, int | None]:
        """Return when it began, and when it ended as far as that was seen."""
        key = worker.started.facts["worker"]
        if worker.what == "thread":
            mine = [
                e
                for e in self._trace.of("thread_begin", "thread_end")
                if e.pid == worker.started.pid and e.facts["worker"] == key
            ]
            begun = next((self._at(e) for e in mine if e.kind == "thread_begin"), None)
            ended = next((self._at(e) for e in mine if e.kind == "thread_end"), None)
        else:
            begun, ended = None, self._end_of_process(worker)
        return (self._at(worker.started) if begun is None else begun), ended

    def _end_of_process(self, worker: Worker) -> int | None:
        """Return its last sign of life, if it was found dead: a join may come much later."""
        dead = [e for e in worker.joins if e.kind == "joined" and not e.facts["alive"]]
        if not dead:
            return None
        pid = worker.started.facts["new"]
        told = [self._at(event) for event in self._trace.events if event.pid == pid]
        return max([self._at(worker.started), *told]) if told else self._at(dead[0])

    def _bars(self, lane: Lane | None) -> tuple[Bar, ...]:
        if lane is None:
            return ()
        bars = [*self._tasks(lane), *self._waits(lane), *self._sleeps(lane)]
        return tuple(sorted(bars, key=lambda bar: (bar.begin, -bar.end)))

    def _tasks(self, lane: Lane) -> Iterator[Bar]:
        for call in self._trace.calls:
            if call.lane == lane:
                yield self._bar(Doing.TASK, call.begin, call.end, _label(call))

    def _waits(self, lane: Lane) -> Iterator[Bar]:
        opened: dict[tuple[str, object], Event] = {}
        for event in self._trace.of("join", "joined", "join_failed", "shutdown", "shut_down"):
            pool = event.kind in ("shutdown", "shut_down")
            if (event.pid, event.tid) != lane or not (pool or event.own):
                continue
            key = ("pool", event.facts["pool"]) if pool else ("join", event.facts["worker"])
            if event.kind in ("join", "shutdown"):
                opened[key] = event
            elif key in opened:
                yield self._bar(Doing.WAIT, opened[key], event, _waited_for(opened.pop(key)))
        for event in opened.values():
            yield self._bar(Doing.WAIT, event, None, _waited_for(event))

    def _sleeps(self, lane: Lane) -> Iterator[Bar]:
        mine = [event for event in self._trace.events if (event.pid, event.tid) == lane]
        for event, following in zip_longest(mine, mine[1:]):
            if event.kind == "sleep":
                # A hurried run cuts sleeps short: the next thing that it does tells when.
                until = self._at(event) + int(event.facts["seconds"] * 1e9)
                last = self._last - self._begin if following is None else self._at(following)
                label = f"sleep({event.facts['seconds']:g})"
                yield Bar(Doing.SLEEP, self._at(event), min(until, last), label, event.line)

    def _bar(self, doing: Doing, begin: Event, end: Event | None, label: str) -> Bar:
        until = self._last - self._begin if end is None else self._at(end)
        return Bar(doing, self._at(begin), until, label, begin.line, open=end is None)


def _workers(trace: Trace) -> Iterator[Worker]:
    """Yield the workers that have a lane of their own in a picture, as they were started."""
    busy = {call.lane for call in trace.calls}
    for worker in trace.all_workers:
        if worker.started.own or worker.what == "process" or worker.lane in busy:
            yield worker


def _label(call: Call) -> str:
    given = [_short(repr(arg)) for arg in call.args]
    given += [f"{name}={_short(repr(value))}" for name, value in call.kwargs.items()]
    return f"{call.task}({', '.join(given)})"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_ARGUMENT else text[: _SHOWN_ARGUMENT - 1] + "…"


def _waited_for(event: Event) -> str:
    if event.kind == "shutdown":
        return "waits for the pool to finish"
    return f"join() on {event.facts.get('name')}"

"""The observations of one grading: each different one is made once."""

from __future__ import annotations

from typing import Any

from grader.checking.ahead import ObservingAhead
from grader.checking.seen import Seen
from grader.checking.source import Code
from grader.models import Limits
from grader.observe.observation import Ending, Observation
from grader.observe.observer import Observer
from grader.observe.request import Request

_UNENDING = frozenset({Ending.TIMEOUT, Ending.DEADLOCK})
_LEAST_SECONDS = 1.0


AnyObserver = Observer | ObservingAhead


class Observations:
    """Makes observations for checks, each different one once."""

    def __init__(self, observer: AnyObserver, limits: Limits, source: str) -> None:
        self._observer = observer
        self._limits = limits
        self._code = Code(source)
        self._made: dict[str, Observation] = {}
        self.made: list[tuple[Request, Observation]] = []
        """Every request with what came of it, in order."""
        self.failed: Request | None = None
        """The request that the first failed check saw."""
        self.left_running: dict[str, None] = {}
        """What was left running, once each, in the order in which it was found."""

    def observe(self, request: Request) -> Seen:
        """Return what is seen when ``request`` is carried out, now or earlier in this grading."""
        key = repr(request)
        if key not in self._made:
            self._made[key] = self._observe(request)
        return Seen(self._made[key], request, self._code, str(self._observer.staged))

    def traces(self) -> list[dict[str, Any]]:
        """Return every observation's events, as plain data."""
        return [_trace(request, observation) for request, observation in self.made]

    def _observe(self, request: Request) -> Observation:
        observation = self._observer.observe(request, self._limits)
        self.left_running |= dict.fromkeys(observation.left_running)
        self.made.append((request, observation))
        if observation.ending in _UNENDING:
            # It will most likely not end the next time, either: do not wait as long again.
            seconds = max(_LEAST_SECONDS, self._limits.seconds / 2)
            self._limits = self._limits._replace(seconds=seconds)
        return observation


def _trace(request: Request, observation: Observation) -> dict[str, Any]:
    return {
        "job": request.job.value,
        "functions": list(request.functions),
        "start_method": request.start_method,
        "ending": observation.ending.value,
        "events": [event.as_json() for event in observation.trace.events],
    }

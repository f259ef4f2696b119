"""Observing ahead: what gradings before have asked for is most likely asked for again.

Two observers of the same file share the work. Checks ask for one observation after another, in
the caller's thread; beside it a thread of this module's own makes what took longest before.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from grader.models import Limits
from grader.observe.observation import Observation
from grader.observe.observer import Observer
from grader.observe.request import Request

_LOOK = 0.03
"""Seconds between two looks whether what is waited for is wanted any more."""


class _Made:
    """An observation that somebody has begun to make."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.observation: Observation | None = None
        """None, once it is done, where it was given up."""


class ObservingAhead:
    """Takes the place of an `Observer` of a file that is graded again and again.

    ``make`` makes an observer, of which two are needed, when it is given what tells whether
    nobody wants to know any more; for what is asked for, that is ``abandoned``. What is made ahead
    has the ``limits`` of the kata whole: those that a hang has shortened are for that grading.
    """

    def __init__(
        self,
        make: Callable[[Callable[[], bool]], Observer],
        abandoned: Callable[[], bool],
        limits: Limits,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._abandoned = abandoned
        self._limits = limits
        self._given_up = threading.Event()
        self._own = make(abandoned)
        try:
            self._other = make(self._given_up.is_set)
        except BaseException:
            self._own.close()
            raise
        self._lock = threading.Lock()
        self._made: dict[str, _Made] = {}
        self._asked: dict[str, Request] = {}
        self._took: dict[str, float] = {}
        """Seconds that each took at most."""
        self._thread: threading.Thread | None = None

    def __enter__(self) -> ObservingAhead:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()  # an error may have left it running
        self._own.close()
        self._other.close()

    @property
    def staged(self) -> Path:
        """The file as it is observed by those whom checks ask."""
        return self._own.staged

    @contextmanager
    def observing(self, source: bytes) -> Iterator[ObservingAhead]:
        """Have every observation within see this source; what was ever asked is made ahead."""
        self._made = {}
        longest = sorted(self._took, key=self._took.__getitem__, reverse=True)
        ahead = [self._asked[key] for key in longest]
        with self._own.observing(source):
            self._other.share(self._own.staged)
            self._given_up.clear()
            self._thread = threading.Thread(
                target=self._make_ahead, args=(ahead,), name="observing-ahead", daemon=True
            )
            self._thread.start()
            try:
                yield self
            finally:
                self._stop()

    def observe(self, request: Request, limits: Limits) -> Observation:
        """Return what is seen; whoever has begun with it brings it to its end."""
        key = repr(request)
        self._asked[key] = request
        made, mine = self._begin(key)
        if not mine and (observation := self._awaited(made)) is not None:
            return observation
        try:
            made.observation = self._timed(self._own, request, limits)
        finally:
            made.done.set()
        return made.observation

    @property
    def alone(self) -> Observer:
        """What makes an observation that no later grading will ask for."""
        return self._own

    def _awaited(self, made: _Made) -> Observation | None:
        while not made.done.wait(_LOOK):
            if self._abandoned():
                raise KeyboardInterrupt
        return made.observation

    def _begin(self, key: str) -> tuple[_Made, bool]:
        """Return the entry for an observation, and whether it is the caller's to make it."""
        with self._lock:
            mine = key not in self._made
            return self._made.setdefault(key, _Made()), mine

    def _make_ahead(self, ahead: list[Request]) -> None:
        for request in ahead:
            if self._given_up.is_set():
                return
            made, mine = self._begin(repr(request))
            if not mine:
                continue
            try:
                made.observation = self._timed(self._other, request, self._limits)
            except KeyboardInterrupt:
                return
            finally:
                made.done.set()

    def _timed(self, observer: Observer, request: Request, limits: Limits) -> Observation:
        key, begun = repr(request), self._clock()
        observation = observer.observe(request, limits)
        self._took[key] = max(self._clock() - begun, self._took.get(key, 0.0))
        return observation

    def _stop(self) -> None:
        if self._thread is not None:
            self._given_up.set()
            self._thread.join()
            self._thread = None

"""Probes on `multiprocessing`'s `BaseProcess`, which every start method's `Process` inherits."""

from __future__ import annotations

import functools
from collections.abc import Callable
from multiprocessing.process import BaseProcess

from grader.observe.inside.describe import describe_callable, error_facts, of
from grader.observe.inside.recorder import Recorder


def install(recorder: Recorder, boarding: object) -> None:
    """Report starts and joins; ``boarding`` travels with each process and installs the probes."""
    start, join = BaseProcess.start, BaseProcess.join
    BaseProcess.start = _start(recorder, boarding, start)  # type: ignore[method-assign,assignment]
    BaseProcess.join = _join(recorder, join)  # type: ignore[method-assign]


def _start(
    recorder: Recorder, boarding: object, original: Callable[[BaseProcess], None]
) -> Callable[[BaseProcess], None]:
    @functools.wraps(original)
    def start(self: BaseProcess) -> None:
        place, key = recorder.place(), recorder.key(self)
        daemon, target = of(lambda: self.daemon), getattr(self, "_target", None)
        facts = {"what": "process", "worker": key, "daemon": daemon}
        recorder.event("start", place, **facts, target=describe_callable(target))
        self._grader_boarding = boarding  # type: ignore[attr-defined]
        try:
            original(self)
        except BaseException as error:
            recorder.event("start_failed", place, **facts, **error_facts(error))
            raise
        recorder.event("started", place, **facts, new=self.pid, name=str(of(lambda: self.name)))

    return start


def _join(recorder: Recorder, original: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(original)
    def join(self: BaseProcess, timeout: float | None = None) -> None:
        place, key = recorder.place(), recorder.key(self)
        facts = {"what": "process", "worker": key, "timed": timeout is not None}
        facts["name"] = str(of(lambda: self.name))
        recorder.event("join", place, **facts, timeout=timeout)
        try:
            original(self, recorder.shortened(timeout, place))
        except BaseException as error:
            recorder.event("join_failed", place, **facts, **error_facts(error))
            raise
        exitcode = of(lambda: self.exitcode)
        recorder.event("joined", place, **facts, alive=exitcode is None, exitcode=exitcode)

    return join

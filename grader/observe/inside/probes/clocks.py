"""Which clocks a learner's program reads, and what it reads there."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable

from grader.observe.inside.recorder import Recorder

_CLOCKS = ("time", "perf_counter", "monotonic", "process_time", "thread_time")
_NANOSECONDS = 1e9
_MOST = 500
"""Readings that are told, so that a loop that watches a clock does not drown the rest."""


def install(recorder: Recorder) -> None:
    """Report each reading of a clock of `time` that the program asks for.

    The library reads clocks as well, for its own time-outs; only what `timeit` reads counts.
    """
    told = [0]
    for clock in _CLOCKS:
        _wrap(recorder, clock, clock, 1.0, told)
        _wrap(recorder, f"{clock}_ns", clock, _NANOSECONDS, told)
    if "timeit" in sys.modules:
        sys.modules["timeit"].default_timer = time.perf_counter  # type: ignore[attr-defined]


def _wrap(recorder: Recorder, name: str, clock: str, unit: float, told: list[int]) -> None:
    original: Callable[[], float] = getattr(time, name)

    @functools.wraps(original)
    def read() -> float:
        value = original()
        if told[0] < _MOST and _asked_by_the_program():
            told[0] += 1
            recorder.event("clock", clock=clock, value=value / unit)
        return value

    setattr(time, name, read)


def _asked_by_the_program() -> bool:
    frame = sys._getframe(2)
    module = str(frame.f_globals.get("__name__", ""))
    if module.startswith("asyncio.") and frame.f_code.co_name == "time" and frame.f_back:
        # An event loop's time() reads monotonic() for whoever asks it.
        module = str(frame.f_back.f_globals.get("__name__", ""))
    top = module.partition(".")[0]
    return top == "timeit" or top not in {*sys.stdlib_module_names, "grader"} or top == "__main__"

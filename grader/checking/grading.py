"""Grading one file: load it, run the kata's checks over it, build the report."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from grader.checking.endings import failed_ending
from grader.checking.failure import CheckFailed
from grader.checking.observations import Observations
from grader.checking.results import explained, in_words, overall, result_of
from grader.checking.source import read_source
from grader.models import (
    LOADS,
    CheckInfo,
    CheckResult,
    Kata,
    Misconception,
    Note,
    Report,
    Speedup,
)
from grader.observe.observer import Observer
from grader.observe.request import Job, Request

_LOADING = CheckInfo(
    LOADS,
    "Your file can be loaded",
    "Run the file itself with Python: it tells the same, with a traceback.",
)
"""Stands in a report only where it fails: nothing else can be checked then."""


class _Checked(NamedTuple):
    results: list[CheckResult]
    speedup: Speedup | None = None
    notes: tuple[Note, ...] = ()
    left_running: tuple[str, ...] = ()
    traces: tuple[dict[str, Any], ...] = ()


def grade(
    kata: Kata,
    file: Path,
    misconceptions: Callable[[], Mapping[str, Misconception]],
    *,
    observer: Observer | None = None,
    with_trace: bool = False,
    clock: Callable[[], float] = time.perf_counter,
) -> Report:
    """Grade ``file`` as a solution of ``kata``; a program's faults are in the report.

    ``misconceptions`` loads the sentences; it is called only where one is needed. ``observer`` is
    what `observer_of` gave for the same kata and file, if it was called ahead; it is closed here.
    Raises `runner.GraderFault` for a bug in the checks, `OSError` if the file cannot be read.
    """
    begun = clock()
    try:
        source = read_source(file)
        with observer or observer_of(kata, file) as ready:
            checked = _observe_and_check(kata, source, ready)
    except CheckFailed as failed:
        checked = _Checked([result_of(_LOADING, failed)])
    results = explained(checked.results, misconceptions)
    notes = in_words(checked.notes, misconceptions)
    return Report(
        kata=kata.name,
        number=kata.number,
        file=str(file),
        verdict=overall(results),
        seconds=round(clock() - begun, 3),
        python=platform.python_version(),
        checks=tuple(results),
        speedup=checked.speedup,
        notes=tuple(notes),
        left_running=checked.left_running,
        trace=list(checked.traces) if with_trace else None,
    )


def observer_of(kata: Kata, file: Path) -> Observer:
    """Return what observes the file; its process starts in the background, ready to be used."""
    return Observer(file, kata.name, off_limits=(kata.folder,))


def _observe_and_check(kata: Kata, source: str, observer: Observer) -> _Checked:
    # Importing pytest takes as long as the warm child takes to start: both at once.
    from grader.checking.runner import run_checks

    observations = Observations(observer, kata.limits, source)
    failed = _load(kata, observer, observations)
    if failed is not None:
        checked = _Checked([result_of(_LOADING, failed)])
    else:
        ran = run_checks(kata, observations)
        results = [ran.results[check.id] for check in kata.checks]
        checked = _Checked(results, ran.speedup, tuple(ran.notes))
    left = tuple(observations.left_running)
    return checked._replace(left_running=left, traces=tuple(observations.traces))


def _load(kata: Kata, observer: Observer, observations: Observations) -> CheckFailed | None:
    """Import the file once before any check: what is wrong with it then is wrong for all."""
    loading = Request(kata.functions, job=Job.LOAD)
    seen = observations.observe(loading)
    return failed_ending(seen.observation, loading, str(observer.staged))

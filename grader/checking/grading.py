"""Grading one file: load it, run the kata's checks over it, build the report."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple

from grader.checking.ahead import ObservingAhead
from grader.checking.endings import failed_ending
from grader.checking.failure import CheckFailed
from grader.checking.observations import AnyObserver, Observations
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
from grader.observe.forkserver import ForkServer
from grader.observe.observer import Observer
from grader.observe.request import Job, Request
from grader.observe.sandbox import Sandbox
from grader.timeline import Picture

_LOADING = CheckInfo(
    LOADS,
    "Loading your file",
    "Run the file itself with Python: it tells the same, with a traceback.",
)
"""Stands in a report only where it fails: nothing else can be checked then."""


OnCheck = Callable[[int, int, str], None]
"""What is told of a check as it begins: its number, how many there are, and its title."""


def _tell_nobody(*_: object) -> None:
    """Stand in for who wants to know of checks that begin."""


class _Checked(NamedTuple):
    results: list[CheckResult]
    speedup: Speedup | None = None
    notes: tuple[Note, ...] = ()
    left_running: tuple[str, ...] = ()
    traces: tuple[dict[str, Any], ...] = ()
    pictures: tuple[Picture, ...] = ()


def grade(
    kata: Kata,
    file: Path,
    misconceptions: Callable[[], Mapping[str, Misconception]],
    *,
    observer: AnyObserver | None = None,
    with_trace: bool = False,
    with_pictures: bool = False,
    on_check: OnCheck = _tell_nobody,
    clock: Callable[[], float] = time.perf_counter,
) -> Report:
    """Grade ``file`` as a solution of ``kata``; a program's faults are in the report.

    ``misconceptions`` loads the sentences; it is called only where one is needed. ``observer`` is
    what `observer_of` gave for the same kata and file, if it was called ahead: it takes the file
    as it is now, and stays open. ``with_pictures`` has the report show runs of the functions
    beside the reference's, ``on_check`` is told of each check as it begins. Raises
    `runner.GraderFault` for a bug in the checks, `OSError` if the file cannot be read, and
    `KeyboardInterrupt` where the observer is told to abandon it.
    """
    begun = clock()
    try:
        source = read_source(file)
        with _ready(kata, file, observer) as ready:
            checked = _observe_and_check(kata, source, ready, with_pictures, on_check)
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
        pictures=checked.pictures,
    )


def observer_of(
    kata: Kata,
    file: Path,
    abandoned: Callable[[], bool] = lambda: False,
    *,
    server: ForkServer | None = None,
    sandbox: Sandbox | None = None,
) -> Observer:
    """Return what observes the file; its process starts in the background, ready to be used.

    ``abandoned`` tells whether nobody wants to know more; for it, a ``server`` that is there
    already, and a ``sandbox``, see `Observer`.
    """
    return Observer(
        file,
        kata.name,
        off_limits=(kata.folder,),
        abandoned=abandoned,
        server=server,
        sandbox=sandbox,
    )


def observer_of_saves(
    kata: Kata, file: Path, abandoned: Callable[[], bool]
) -> AbstractContextManager[AnyObserver]:
    """Return what observes a file that is graded on every save.

    It observes ahead, but for a kata that measures a speedup: that needs the machine for itself.
    """
    if kata.speedup is not None:
        return observer_of(kata, file, abandoned)
    return ObservingAhead(
        lambda given_up: observer_of(kata, file, given_up), abandoned, kata.limits
    )


def _ready(
    kata: Kata, file: Path, observer: AnyObserver | None
) -> AbstractContextManager[AnyObserver]:
    if observer is None:
        return observer_of(kata, file)
    return observer.observing(file.read_bytes())


def _observe_and_check(
    kata: Kata, source: str, observer: AnyObserver, with_pictures: bool, on_check: OnCheck
) -> _Checked:
    # Importing pytest takes as long as the warm child takes to start: both at once.
    from grader.checking.runner import run_checks

    observations = Observations(observer, kata.limits, source)
    failed = _load(kata, observer, observations, source)
    if failed is not None:
        checked = _Checked([result_of(_LOADING, failed)])
    else:
        ran = run_checks(kata, observations, on_check)
        results = [ran.results[check.id] for check in kata.checks]
        checked = _Checked(results, ran.speedup, tuple(ran.notes))
    left = tuple(observations.left_running)
    checked = checked._replace(left_running=left, traces=tuple(observations.traces()))
    if with_pictures:
        return checked._replace(pictures=_pictures(kata, observer, observations))
    return checked


def _pictures(kata: Kata, observer: AnyObserver, observations: Observations) -> tuple[Picture, ...]:
    from grader.checking.pictures import pictures

    with Observer(kata.folder / "solution.py", kata.name) as reference:
        return pictures(kata, observer.alone, reference, observations.made, observations.failed)


def _load(
    kata: Kata, observer: AnyObserver, observations: Observations, source: str
) -> CheckFailed | None:
    """Import the file once before any check: what is wrong with it then is wrong for all."""
    loading = Request(kata.functions, job=Job.LOAD)
    seen = observations.observe(loading)
    return failed_ending(seen.observation, loading, str(observer.staged), source)

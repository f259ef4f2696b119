"""Grading one file: load it, run the kata's checks over it, build the report."""

from __future__ import annotations

import gc
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from grader.checking.endings import failed_ending
from grader.checking.failure import CheckFailed
from grader.checking.source import read_source
from grader.models import LOADS, CheckInfo, CheckResult, Kata, Misconception, Report, Verdict
from grader.observe.observer import Observer
from grader.observe.request import Job, Request

if TYPE_CHECKING:
    from grader.checking.plugin import Observations

_LOADING = CheckInfo(
    LOADS,
    "Your file can be loaded",
    "Run the file itself with Python: it tells the same, with a traceback.",
)
"""Stands in a report only where it fails: nothing else can be checked then."""

# What decides a kata's verdict where checks end differently: the first of these.
_WORST_FIRST = (
    Verdict.ERROR,
    Verdict.CRASH,
    Verdict.DEADLOCK,
    Verdict.TIMEOUT,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
)

# pytest's own plugins that a grading has no use for; each costs time.
_NO_PLUGINS = """
    cacheprovider capture debugging doctest faulthandler junitxml logging monkeypatch nose pastebin
    pytester recwarn setuponly setupplan stepwise subtests terminal terminalprogress
    threadexception tmpdir unittest unraisableexception warnings
"""


class GraderFault(Exception):
    """A bug in a kata's checks; the learner's program is not to blame."""


def grade(
    kata: Kata,
    file: Path,
    misconceptions: Mapping[str, Misconception],
    *,
    clock: Callable[[], float] = time.perf_counter,
) -> Report:
    """Grade ``file`` as a solution of ``kata``; a program's faults are in the report.

    Raises `GraderFault` for a bug in the checks, `OSError` if the file cannot be read.
    """
    begun = clock()
    left: dict[str, None] = {}
    try:
        source = read_source(file)
    except CheckFailed as failed:
        checks = [_loads(failed)]
    else:
        checks, left = _observe_and_check(kata, file, source)
    checks = [_explained(check, misconceptions) for check in checks]
    return Report(
        kata=kata.name,
        number=kata.number,
        file=str(file),
        verdict=overall(checks),
        seconds=round(clock() - begun, 3),
        python=platform.python_version(),
        checks=tuple(checks),
        left_running=tuple(left),
    )


def overall(checks: list[CheckResult]) -> Verdict:
    """Return the verdict of a kata whose checks ended like this."""
    verdicts = {check.verdict for check in checks}
    return next((verdict for verdict in _WORST_FIRST if verdict in verdicts), Verdict.PASS)


def _observe_and_check(
    kata: Kata, file: Path, source: str
) -> tuple[list[CheckResult], dict[str, None]]:
    with Observer(file, kata.name, off_limits=(kata.folder,)) as observer:
        # Importing pytest takes as long as the warm child takes to start: both at once.
        from grader.checking.plugin import Observations

        observations = Observations(observer, kata.limits, source)
        loading = Request(kata.functions, job=Job.LOAD)
        seen = observations.observe(loading)
        failed = failed_ending(seen.observation, loading, str(observer.staged))
        if failed is not None:
            return [_loads(failed)], observations.left_running
        return _run_checks(kata, observations), observations.left_running


def _loads(failed: CheckFailed) -> CheckResult:
    from grader.checking.plugin import result_of

    return result_of(_LOADING, failed)


def _run_checks(kata: Kata, observations: Observations) -> list[CheckResult]:
    import pytest

    from grader.checking.plugin import ChecksPlugin

    plugin = ChecksPlugin(kata, observations)
    with _no_settings_of_the_users(), _no_collection_of_garbage():
        pytest.main(_arguments(kata), plugins=[plugin])
    _forget_module(kata.folder / "checks.py")
    if plugin.faults:
        raise GraderFault("\n".join(plugin.faults))
    return [plugin.results[check.id] for check in kata.checks]


def _arguments(kata: Kata) -> list[str]:
    checks = kata.folder / "checks.py"
    arguments = [str(checks), f"--rootdir={kata.folder}", f"--confcutdir={kata.folder}"]
    arguments += ["-c", os.devnull, "--noconftest", "--disable-plugin-autoload"]
    arguments += ["--assert=plain", "--import-mode=importlib", "-o", "python_files=checks.py"]
    for plugin in _NO_PLUGINS.split():
        arguments += ["-p", f"no:{plugin}"]
    return arguments


def _forget_module(file: Path) -> None:
    """Let another kata's checks.py be imported under the same name in this process."""
    for name, module in list(sys.modules.items()):
        if getattr(module, "__file__", None) == str(file):
            del sys.modules[name]


@contextmanager
def _no_settings_of_the_users() -> Iterator[None]:
    """Hide the environment's settings for pytest: they are meant for other tests."""
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name[:7] == "PYTEST_"}
    try:
        yield
    finally:
        os.environ.update(hidden)


@contextmanager
def _no_collection_of_garbage() -> Iterator[None]:
    """A grading is short, and pytest collects garbage several times in it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _explained(check: CheckResult, misconceptions: Mapping[str, Misconception]) -> CheckResult:
    """Put the mentor's sentence where the check named a misconception and said no more."""
    if check.misconception is None or check.message is not None:
        return check
    return replace(check, message=misconceptions[check.misconception].sentence)

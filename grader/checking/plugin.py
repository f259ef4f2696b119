"""The pytest plugin that runs a kata's checks: its fixture, and what became of each check."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any

import pytest
from _pytest.outcomes import Skipped

from grader.checking.failure import CheckFailed
from grader.checking.seen import Seen
from grader.models import CheckInfo, CheckResult, Kata, Limits, Verdict
from grader.observe.observation import Ending, Observation
from grader.observe.observer import Observer
from grader.observe.request import Hold, Job, Request

Observe = Callable[..., Seen]
_UNENDING = frozenset({Ending.TIMEOUT, Ending.DEADLOCK})
_LEAST_SECONDS = 1.0


class Observations:
    """Makes observations for checks, each different one once."""

    def __init__(self, observer: Observer, limits: Limits, source: str) -> None:
        self._observer = observer
        self._limits = limits
        self._source = source
        self._made: dict[str, Observation] = {}
        self.left_running: dict[str, None] = {}

    def observe(self, request: Request) -> Seen:
        """Return what is seen when ``request`` is carried out, now or earlier in this grading."""
        key = repr(request)
        if key not in self._made:
            self._made[key] = self._observe(request)
        return Seen(self._made[key], request, self._source, str(self._observer.staged))

    def _observe(self, request: Request) -> Observation:
        observation = self._observer.observe(request, self._limits)
        self.left_running |= dict.fromkeys(observation.left_running)
        if observation.ending in _UNENDING:
            # It will most likely not end the next time, either: do not wait as long again.
            seconds = max(_LEAST_SECONDS, self._limits.seconds / 2)
            self._limits = replace(self._limits, seconds=seconds)
        return observation


class ChecksPlugin:
    """Gives checks the fixture ``observe``, and collects their results."""

    def __init__(self, kata: Kata, observations: Observations) -> None:
        self._infos = {info.id: info for info in kata.checks}
        self._observations = observations
        self.results: dict[str, CheckResult] = {}
        self.faults: list[str] = []
        """What went wrong in the checks themselves."""

    @pytest.fixture
    def observe(self) -> Observe:
        """Call one function of the learner's file, and return what was seen.

        ``observe("run_each", Task(), ["a", "b"], hold=Hold(in_flight=2))``
        """

        def observe(
            function: str,
            *args: Any,
            hold: Hold | None = None,
            hurry: bool = False,
            start_method: str | None = None,
        ) -> Seen:
            request = Request((function,), args, hold=hold, hurry=hurry, start_method=start_method)
            return self._observations.observe(request)

        return observe

    @pytest.fixture
    def run_script(self) -> Observe:
        """Run the learner's file as a script, under a start method, and return what was seen."""

        def run_script(start_method: str | None = None) -> Seen:
            request = Request(job=Job.SCRIPT, start_method=start_method)
            return self._observations.observe(request)

        return run_script

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Run the checks in the order of ``kata.yaml``, which shows them in that order."""
        order = {f"test_{check}": number for number, check in enumerate(self._infos)}
        unknown = [item.name for item in items if item.name not in order]
        missing = order.keys() - {item.name for item in items}
        if unknown or missing:
            names = ", ".join([*unknown, *sorted(missing)])
            self.faults.append(f"checks.py and kata.yaml do not name the same checks: {names}")
        items[:] = sorted(
            (item for item in items if item.name in order), key=lambda item: order[item.name]
        )

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what went wrong when checks.py was imported."""
        if report.failed:
            self.faults.append(str(report.longrepr))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Keep what became of a check."""
        report = yield
        if call.when == "call":
            info = self._infos[item.name.removeprefix("test_")]
            error = call.excinfo.value if call.excinfo is not None else None
            if isinstance(error, CheckFailed | Skipped | None):
                self.results[info.id] = result_of(info, error)
            else:
                self.faults.append(f"{info.id}: {report.longreprtext}")
        elif call.excinfo is not None:
            self.faults.append(report.longreprtext)
        return report


def result_of(info: CheckInfo, error: CheckFailed | Skipped | None) -> CheckResult:
    """Return a check's result from the exception that ended it."""
    if error is None:
        return CheckResult(info.id, info.title, Verdict.PASS)
    if not isinstance(error, CheckFailed):
        return CheckResult(info.id, info.title, Verdict.INCONCLUSIVE, message=str(error))
    return CheckResult(
        id=info.id,
        title=info.title,
        verdict=error.verdict,
        message=error.message,
        expected=error.expected,
        seen=error.seen,
        line=error.line,
        misconception=error.misconception,
        hint=None if error.verdict is Verdict.INCONCLUSIVE else info.hint,
    )

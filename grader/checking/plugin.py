"""The pytest plugin that runs a kata's checks: its fixture, and what became of each check."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from _pytest.outcomes import Skipped

from grader.checking.failure import CheckFailed
from grader.checking.observations import Observations
from grader.checking.results import result_of
from grader.checking.seen import Seen
from grader.checking.speedup import measure
from grader.models import CheckResult, Kata, Note, Speedup, Verdict
from grader.observe.request import Hold, Job, Request, Task

Observe = Callable[..., Seen]


class ChecksPlugin:
    """Gives checks the fixture ``observe``, and collects their results."""

    def __init__(
        self, kata: Kata, observations: Observations, on_check: Callable[[int, int, str], None]
    ) -> None:
        self._on_check = on_check
        self._infos = {info.id: info for info in kata.checks}
        self._observations = observations
        self._kata = kata
        self.results: dict[str, CheckResult] = {}
        self.speedup: Speedup | None = None
        self.notes: list[Note] = []
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
            times: int = 1,
            hurry: bool = False,
            start_method: str | None = None,
            watch: tuple[str, ...] = (),
            attempt: int = 0,
        ) -> Seen:
            return self._observations.observe(
                Request(
                    (function,),
                    args,
                    hold=hold,
                    times=times,
                    hurry=hurry,
                    start_method=start_method,
                    watch=watch,
                    attempt=attempt,
                )
            )

        return observe

    @pytest.fixture
    def run_script(self) -> Observe:
        """Run the learner's file as a script, under a start method, and return what was seen."""

        def run_script(start_method: str | None = None) -> Seen:
            request = Request(job=Job.SCRIPT, start_method=start_method)
            return self._observations.observe(request)

        return run_script

    @pytest.fixture
    def kata(self) -> Kata:
        """The kata that is graded: its work sizes and thresholds stand in ``kata.yaml``."""
        return self._kata

    @pytest.fixture
    def measure(self) -> Callable[..., Speedup]:
        """Measure what a function gains over one call after another; see `speedup.measure`.

        ``measure("download_all", task, urls, parallelism=waiting_parallelism(seen.trace))``
        """

        def measure_and_report(
            function: str, task: Task, items: list[Any], *, parallelism: float
        ) -> Speedup:
            assert self._kata.speedup is not None, "kata.yaml has no speedup"
            self.speedup = measure(
                self._observations,
                self._kata.speedup,
                Request((function,), (task, items)),
                parallelism,
            )
            return self.speedup

        return measure_and_report

    @pytest.fixture
    def advise(self) -> Callable[..., None]:
        """Add a note to the report where ``applies`` is true; it changes no verdict."""

        def advise(applies: object, misconception: str, line: int | None = None) -> None:
            if applies:
                self.notes.append(Note(misconception, line))

        return advise

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

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Tell which check begins."""
        info = self._infos[item.name.removeprefix("test_")]
        number = list(self._infos).index(info.id) + 1
        self._on_check(number, len(self._infos), info.title)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what went wrong when checks.py was imported."""
        if report.failed:
            self.faults.append(str(report.longrepr))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Keep what became of a check.

        One that did not pass has said so: for pytest it is over, and need not be explained, for
        which pytest would parse all checks again.
        """
        during = f"{item.name.removeprefix('test_')}: " if call.when == "call" else ""
        if call.when == "call":
            self._keep(item, call)
        report = yield
        if report.failed:
            self.faults.append(during + report.longreprtext)
        return report

    def _keep(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        info = self._infos[item.name.removeprefix("test_")]
        error = call.excinfo.value if call.excinfo is not None else None
        if isinstance(error, Skipped):
            error = CheckFailed(Verdict.INCONCLUSIVE, message=str(error))
        if isinstance(error, AssertionError) and _raised_in(call, item.path):
            error = CheckFailed(Verdict.FAIL, seen=str(error) or "a check did not hold")
        if isinstance(error, CheckFailed):
            self._observations.failed = self._observations.failed or error.request
            call.excinfo = None
        if error is None or isinstance(error, CheckFailed):
            self.results[info.id] = result_of(info, error)


def _raised_in(call: pytest.CallInfo[None], file: Path) -> bool:
    """Whether a check's own ``assert`` failed, and not one inside the grader."""
    return call.excinfo is not None and Path(call.excinfo.traceback[-1].path) == file

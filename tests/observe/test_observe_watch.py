"""What is made of a program that says nothing, with snapshots and a clock made up."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from grader.models import Limits
from grader.observe.stillness import Snapshot, ThreadState
from grader.observe.watch import BIRTH_MB, Condition, Watch

MAIN, CHILD = 1, 2
UNTIMED = ThreadState("S", 1, True)
TIMED = ThreadState("S", 1, False)
RUNS = ThreadState("R", 1, False)


class Stage:
    """A program that is as the test says, at the time that the test says."""

    def __init__(self, limits: Limits) -> None:
        self.time = 100.0
        self.threads = [UNTIMED]
        self.cpu = {MAIN: 0.0}
        self.switches = 0
        self.watch = Watch(limits, self.look, lambda: self.time)
        self.watch.main_pid = MAIN

    def look(self) -> Snapshot:
        self.switches += 1
        threads = {
            # One that runs or waits for a time is switched; one that waits for good is not.
            (MAIN, n): t if t.untimed else t._replace(switches=self.switches)
            for n, t in enumerate(self.threads)
        }
        return Snapshot(threads, dict(self.cpu), 1)

    def after(
        self,
        seconds: float,
        *threads: ThreadState,
        cpu: float = 0.0,
        child_cpu: float = 0.0,
    ) -> Condition:
        """Let time pass, with threads that did such and such, and judge."""
        self.time += seconds
        self.threads = list(threads) or self.threads
        self.cpu[MAIN] += cpu
        if child_cpu:
            self.cpu[CHILD] = self.cpu.get(CHILD, 0.0) + child_cpu
        return self.watch.judge()

    def run(self, times: int, seconds: float, *threads: ThreadState, **cpu: float) -> list[str]:
        return [str(self.after(seconds, *threads, **cpu)) for _ in range(times)]


@pytest.fixture
def stage() -> Stage:
    return Stage(Limits(seconds=1.0, processes=3))


def changes(judged: Sequence[str]) -> list[str]:
    """What was judged, without repetitions."""
    return [now for at, now in enumerate(judged) if at == 0 or now != judged[at - 1]]


def test_one_look_is_not_enough_to_be_still(stage: Stage) -> None:
    """Two looks with nothing between them are."""
    assert stage.run(3, 0.01, UNTIMED) == ["busy", "still", "still"]


def test_what_was_said_between_two_looks_undoes_the_first(stage: Stage) -> None:
    """Who speaks has not slept; it takes two more looks."""
    stage.run(2, 0.01, UNTIMED)
    stage.watch.heard()
    assert stage.run(2, 0.01, UNTIMED) == ["busy", "still"]


def test_a_sleeping_program_is_idle_when_patience_ends(stage: Stage) -> None:
    """It waits for a time to pass, and begins nothing."""
    assert changes(stage.run(6, 0.1, TIMED)) == ["busy", "idle"]


def test_a_waiting_thread_beside_a_sleeping_one_is_idle_too(stage: Stage) -> None:
    """The sleeping one may wake it."""
    assert changes(stage.run(6, 0.1, UNTIMED, TIMED)) == ["busy", "idle"]


def test_a_computing_program_is_spinning_when_patience_ends(stage: Stage) -> None:
    """Half a CPU second without beginning anything."""
    assert changes(stage.run(7, 0.1, RUNS, cpu=0.1)) == ["busy", "spinning"]


def test_a_computing_child_is_not_spinning(stage: Stage) -> None:
    """Children may compute what the tasks did not; the observed process waits for them."""
    assert changes(stage.run(8, 0.1, RUNS, child_cpu=0.1)) == ["busy"]


def test_who_is_not_given_the_cpu_is_not_idle_and_not_spinning(stage: Stage) -> None:
    """A runnable thread on a busy machine uses no patience, and no limit."""
    assert changes(stage.run(30, 0.1, RUNS)) == ["busy"]


def test_progress_gives_patience_anew(stage: Stage) -> None:
    """Who begins something every now and then is neither idle nor spinning."""
    for _ in range(2):
        assert changes(stage.run(3, 0.1, TIMED)) == ["busy"]
        assert stage.watch.quiet_for == pytest.approx(0.3)
        stage.watch.progress()
        assert stage.watch.quiet_for == 0.0


def test_sleeping_counts_towards_the_limit(stage: Stage) -> None:
    """One second was allowed."""
    judged = stage.run(11, 0.1, TIMED)
    assert judged[-1] == "over_limit"
    assert "over_limit" not in judged[:-2]


def test_computing_counts_towards_the_limit(stage: Stage) -> None:
    """Also with progress in between, which never ends else."""
    judged = []
    for _ in range(12):
        stage.watch.progress()
        judged += stage.run(1, 0.1, RUNS, cpu=0.1)
    assert changes(judged) == ["busy", "over_limit"]


def test_eight_processes_use_no_more_than_the_clock(stage: Stage) -> None:
    """CPU seconds side by side count once: a parallel program has as long as a serial one."""
    judged = stage.run(9, 0.1, RUNS, child_cpu=0.8)
    assert "over_limit" not in judged
    assert "over_limit" in stage.run(3, 0.1, RUNS, child_cpu=0.8)


def test_a_program_that_gets_no_time_is_starved(stage: Stage) -> None:
    """Six times its limit by the clock, and neither slept nor computed."""
    assert changes(stage.run(65, 0.1, RUNS)) == ["busy", "starved"]


def test_too_many_processes_are_told_at_once() -> None:
    """Three were allowed, and there are four."""
    seen = [Snapshot({(1, 1): UNTIMED}, {}, 3), Snapshot({}, {}, 4)]
    watch = Watch(Limits(processes=3), lambda: seen.pop(0), lambda: 0.0)
    assert [watch.judge(), watch.judge()] == [Condition.BUSY, Condition.TOO_MANY_PROCESSES]


def test_memory_is_that_of_all_processes_together() -> None:
    """What each had when it was forked is left out."""
    limits = Limits(memory_mb=1000)
    room = 1000 + 3 * BIRTH_MB
    seen = [Snapshot({(1, 1): UNTIMED}, {}, 3, memory) for memory in (room, room + 1)]
    watch = Watch(limits, lambda: seen.pop(0), lambda: 0.0)
    assert [watch.judge(), watch.judge()] == [Condition.BUSY, Condition.TOO_MUCH_MEMORY]


def test_nothing_is_judged_of_a_program_that_is_not_there(stage: Stage) -> None:
    """Between its end and the news of it, a program is no more than busy."""
    watch = Watch(Limits(), lambda: Snapshot({}, {}, 0), lambda: 0.0)
    assert [watch.judge(), watch.judge()] == [Condition.BUSY, Condition.BUSY]

"""When a speedup is plain, which of clock and trace decides it, and what a report says of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.checking.speedup import is_plain, judged
from grader.models import Kata, Report, Speedup, SpeedupGoal, Verdict, Work

Grade = Callable[..., Report]

JUDGED = [
    ("by the clock", [4.0], [1.0], 4.0, (4.0, 4.0, 3.0, "measured"), True),
    ("best of each", [5.0, 4.0], [2.0, 1.0], 4.0, (4.0, 4.0, 3.0, "measured"), True),
    ("hidden by the load", [4.0], [3.0], 4.0, (1.33, 4.0, 3.0, "parallelism"), True),
    ("both short", [4.0], [2.0], 2.0, (2.0, 2.0, 3.0, "both"), False),
    ("serial", [4.0], [4.0], 1.0, (1.0, 1.0, 3.0, "both"), False),
    ("serial, by luck fast", [4.0], [1.0], 1.0, (4.0, 1.0, 3.0, "parallelism"), False),
    ("uneven shares, by luck fast", [4.0], [1.0], 2.0, (4.0, 2.0, 3.0, "parallelism"), False),
]


@pytest.mark.parametrize(
    ("serial", "own", "parallelism", "speedup", "met"),
    [case[1:] for case in JUDGED],
    ids=[case[0] for case in JUDGED],
)
def test_clock_and_trace_decide_together(
    serial: list[float], own: list[float], parallelism: float, speedup: tuple, met: bool
) -> None:
    """Load may hide a speedup from the clock, and no clock can show more than can overlap."""
    found = judged(serial, own, parallelism, 3.0)
    assert (found, found.met) == (Speedup(*speedup), met)


PLAIN = [
    ("met at once", [4.0], [1.0], 4.0, True),
    ("hidden once", [4.0], [3.0], 4.0, False),
    ("hidden twice", [4.0, 4.0], [3.0, 3.0], 4.0, True),
    ("too slow once", [4.0], [3.0], 2.0, True),
    ("too slow, by luck fast", [4.0], [1.0], 2.0, False),
    ("serial", [4.0], [4.0], 1.0, True),
    ("serial, by luck fast", [4.0], [1.0], 1.0, False),
]


@pytest.mark.parametrize(
    ("serial", "own", "parallelism", "plain"),
    [case[1:] for case in PLAIN],
    ids=[case[0] for case in PLAIN],
)
def test_rounds_end_as_soon_as_the_answer_is_plain(
    serial: list[float], own: list[float], parallelism: float, plain: bool
) -> None:
    """A second round where the load may hide a speedup, more where the clock was deceived."""
    assert is_plain(serial, own, parallelism, 3.0) is plain


CHECKS = """\
from grader.checking import Hold, Task
from grader.observe.parallelism import waiting_parallelism


def test_speedup(observe, measure, kata, advise):
    work = kata.work
    task, items = Task(seconds=work.seconds), list(range(work.calls))
    seen = observe("answer", task, items, hold=Hold(waves=work.at_once))
    parallelism = waiting_parallelism(seen.trace)
    speedup = measure("answer", task, items, parallelism=parallelism)
    advise(True, "unbounded-threads", 7)
    advise(True, "unbounded-threads", 8)
    advise(False, "no-join", 9)
    seen.expect(speedup.met, expected="more", seen="less")
"""
THREADS = """\
import threading


def answer(func, items):
    threads = [threading.Thread(target=func, args=(item,)) for item in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
SERIAL = "def answer(func, items):\n    for item in items:\n        func(item)\n"
FAILS_LATER = """\
import os


def answer(func, items):
    if os.path.exists("../again"):
        raise LookupError("the second time")
    open("../again", "w").close()
"""


@pytest.fixture
def timed(kata_with: Callable[..., Kata]) -> Kata:
    """A kata that asks four waits of 20 ms for a speedup of 2."""
    work = Work(calls=4, at_once=4, seconds=0.02)
    return kata_with(CHECKS, "speedup")._replace(work=work, speedup=SpeedupGoal(2.0, 3))


def test_a_right_program_meets_the_threshold(graded: Grade, timed: Kata) -> None:
    """By the clock, or on a busy machine by what could overlap."""
    report = graded(THREADS, kata=timed)
    assert report.verdict is Verdict.PASS
    assert report.speedup is not None
    assert (report.speedup.parallelism, report.speedup.threshold) == (4.0, 2.0)
    assert report.speedup.basis in ("measured", "parallelism")
    assert report.speedup.met


def test_one_after_another_falls_short(graded: Grade, timed: Kata) -> None:
    """Whatever the clock says."""
    report = graded(SERIAL, kata=timed)
    assert report.verdict is Verdict.FAIL
    assert report.speedup is not None
    assert (report.speedup.parallelism, report.speedup.met) == (1.0, False)


def test_what_goes_wrong_while_it_is_measured_is_told(graded: Grade, timed: Kata) -> None:
    """The program failed, so there is no speedup to tell of."""
    report = graded(FAILS_LATER, kata=timed)
    assert (report.verdict, report.speedup) == (Verdict.FAIL, None)
    assert report.checks[0].seen == "it raised LookupError: the second time"


def test_advice_is_given_once_and_costs_nothing(graded: Grade, timed: Kata) -> None:
    """At its first line, with the mentor's sentence."""
    report = graded(THREADS, kata=timed)
    assert report.verdict is Verdict.PASS
    assert [(note.misconception, note.line) for note in report.notes] == [("unbounded-threads", 7)]
    assert report.notes[0].message is not None
    assert report.notes[0].message.startswith("Each thread takes memory")

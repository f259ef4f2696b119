"""What a report shows of a run: lanes that prove a failure, pictures beside the reference."""

from __future__ import annotations

import pytest

from grader.models import Verdict
from grader.timeline import Doing

ONE_BY_ONE = """\
import threading

def run_with_arg(func, val):
    thread = threading.Thread(target=func, args=(val,))
    thread.start()
    thread.join()

def run_each(func, vals):
    for val in vals:
        run_with_arg(func, val)
"""
NO_THREADS = """\
def run_with_arg(func, val):
    func(val)

def run_each(func, vals):
    for val in vals:
        func(val)
"""
SLEEPS = """\
import threading, time

def run_in_thread(func):
    threading.Thread(target=func).start()
    time.sleep(0.2)
"""
DEADLOCKS = """\
import threading

def run_in_thread(func):
    lock = threading.Lock()
    def work():
        with lock:
            func()
    with lock:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
"""
GIL_BOUND = """\
from concurrent.futures import ThreadPoolExecutor

def crunch_all(crunch, numbers):
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(crunch, numbers))
"""


def checks_with_lanes(report):
    return [check.id for check in report.checks if check.lanes is not None]


def tasks(timeline):
    return [bar for lane in timeline.lanes for bar in lane.bars if bar.doing is Doing.TASK]


def most_at_once(timeline):
    bars = tasks(timeline)
    return max(sum(bar.begin <= other.begin < bar.end for bar in bars) for other in bars)


def test_a_failed_check_of_concurrency_holds_the_run_that_it_failed_on(graded):
    """It is that of the function that is at fault, and no check that passed has one."""
    report = graded(ONE_BY_ONE, kata=6)
    assert checks_with_lanes(report) == ["all_started_first"]
    (lanes,) = [check.lanes for check in report.checks if check.lanes]
    assert lanes.function == "run_each"
    assert len(lanes.lanes) == 13
    assert most_at_once(lanes) == 1


def test_where_nothing_was_started_there_are_no_lanes_to_see(graded):
    """The report says so in words; a single lane proves nothing more."""
    report = graded(NO_THREADS, kata=6)
    assert report.verdict is Verdict.FAIL
    assert checks_with_lanes(report) == []


def test_pictures_come_where_they_are_asked_for(graded):
    """They take a second run of each function."""
    assert graded(ONE_BY_ONE, kata=6).pictures == ()


def test_a_picture_stands_beside_that_of_the_reference(graded):
    """The function that failed first; each call takes time, so that it is seen what overlaps."""
    first, second = graded(ONE_BY_ONE, kata=6, pictures=True).pictures
    assert (first.yours.function, second.yours.function) == ("run_each", "run_with_arg")
    assert first.each_call == "sleeps for 50 ms"
    assert most_at_once(first.yours) == 1
    assert most_at_once(first.reference) == 12
    assert first.yours.span > first.reference.span
    assert [bar.label for bar in tasks(first.yours)] == [
        bar.label for bar in sorted(tasks(first.reference), key=lambda bar: int(bar.label[11:-6]))
    ]


def test_a_sleep_is_in_the_picture_as_long_as_it_was(graded):
    """Nobody is hurried there: the sleep ends after the task, and no join is seen."""
    (picture,) = graded(SLEEPS, pictures=True).pictures
    caller, thread = picture.yours.lanes
    assert [(bar.doing, bar.label) for bar in caller.bars] == [(Doing.SLEEP, "sleep(0.2)")]
    assert caller.bars[0].end > thread.end
    assert not thread.joined


def test_of_a_deadlock_the_observed_run_is_shown(graded):
    """It is not made again: it would hang again."""
    (picture,) = graded(DEADLOCKS, pictures=True).pictures
    assert picture.yours.ending == "deadlock"
    assert picture.yours.over is None
    waits = [bar for bar in picture.yours.lanes[0].bars if bar.doing is Doing.WAIT]
    assert [bar.open for bar in waits] == [True]
    assert picture.reference.ending == "returned"


def test_where_computing_is_the_point_the_tasks_compute(graded):
    """Threads of one process against processes: what a GIL does is in the names of the lanes."""
    (picture,) = graded(GIL_BOUND, kata=5, pictures=True).pictures
    assert picture.each_call == "computes for 30 ms"
    assert {lane.what for lane in picture.yours.lanes[1:]} == {"thread"}
    assert {lane.what for lane in picture.reference.lanes[1:]} == {"process"}


@pytest.mark.parametrize("source", ["", "def run_in_thread(func:"])
def test_a_file_that_cannot_be_loaded_has_no_pictures(graded, source):
    """There is nothing that could be run."""
    report = graded(source, pictures=True)
    assert (report.verdict, report.pictures) == (Verdict.ERROR, ())

"""What a timeline shows of a real run: lanes, tasks, waits, and who started whom."""

from __future__ import annotations

import pytest

from grader.observe.lanes import timeline_of
from grader.observe.request import Hold, Task
from grader.timeline import Doing

PROGRAM = """\
import threading, time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Process

def one_by_one(func, values):
    for value in values:
        thread = threading.Thread(target=func, args=(value,))
        thread.start()
        thread.join()

def together(func, values):
    threads = [threading.Thread(target=func, args=(value,)) for value in values]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

def no_join(func, values):
    for value in values:
        threading.Thread(target=func, args=(value,)).start()

def sleeper(func, values):
    threading.Thread(target=func, args=(values[0],)).start()
    time.sleep(0.5)

def in_processes(func, values):
    processes = [Process(target=func, args=(value,)) for value in values]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

def thread_pool(func, values):
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(func, values))

def process_pool(func, values):
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(func, values))

def nested(func, values):
    def outer():
        inner = threading.Thread(target=func, args=(values[0],), name="inner")
        inner.start()
        inner.join()
    thread = threading.Thread(target=outer, name="outer")
    thread.start()
    thread.join()

def raises(func, values):
    raise ValueError("no")
"""
VALUES = ["a", "b", "c"]
THREE_AT_ONCE = Hold(in_flight=3)


@pytest.fixture
def timeline(bench):
    """The timeline of one function of the program, whose tasks are held until all are there."""

    def timeline(function, hold=THREE_AT_ONCE):
        seen = bench.call(function, Task("func"), VALUES, hold=hold, hurry=True)
        return timeline_of(seen, function)

    return timeline


def tasks(timeline):
    return [bar for lane in timeline.lanes for bar in lane.bars if bar.doing is Doing.TASK]


def overlap(bars):
    """Whether there was a moment that all of these share."""
    return max(bar.begin for bar in bars) < min(bar.end for bar in bars)


def test_threads_that_run_together_overlap(timeline):
    """Each thread is a lane, started by the caller in a line, with its task and its end."""
    drawn = timeline("together")
    caller, *threads = drawn.lanes
    assert (caller.what, caller.birth) == ("caller", None)
    assert [lane.what for lane in threads] == ["thread"] * 3
    assert [(lane.birth.by, lane.birth.line) for lane in threads] == [(0, 14)] * 3
    assert all(lane.joined and not lane.open for lane in threads)
    assert [bar.label for bar in tasks(drawn)] == ["func('a')", "func('b')", "func('c')"]
    assert overlap(tasks(drawn))
    assert [bar.line for bar in caller.bars if bar.doing is Doing.WAIT] == [16, 16, 16]
    assert drawn.over is not None
    assert max(lane.end for lane in drawn.lanes) <= drawn.span


def test_threads_one_after_another_do_not_overlap(timeline):
    """The picture of a start and a join in one loop is a staircase."""
    first, second, third = tasks(timeline("one_by_one"))
    assert first.end <= second.begin <= second.end <= third.begin


def test_what_nobody_waits_for_goes_on_after_the_end(timeline):
    """Without a join the function is over before the tasks are."""
    drawn = timeline("no_join", Hold(joined=True))
    assert all(bar.end > drawn.over for bar in tasks(drawn))
    assert not any(lane.joined for lane in drawn.lanes)


def test_a_sleep_is_shown_as_long_as_it_lasted(timeline):
    """A sleep that was cut short ends where the thread did the next thing."""
    drawn = timeline("sleeper", Hold(joined=True))
    (sleep,) = [bar for bar in drawn.lanes[0].bars if bar.doing is Doing.SLEEP]
    assert sleep.label == "sleep(0.5)"
    assert sleep.begin < sleep.end <= drawn.over


def test_processes_are_lanes_of_their_own(timeline):
    """Each process is told from the caller's by its pid."""
    drawn = timeline("in_processes")
    processes = drawn.lanes[1:]
    assert {lane.what for lane in processes} == {"process"}
    assert len({lane.pid for lane in drawn.lanes}) == 4
    assert overlap(tasks(drawn))
    assert all(bar.end <= lane.end for lane in processes for bar in lane.bars)


@pytest.mark.parametrize(
    ("function", "what"), [("thread_pool", "thread"), ("process_pool", "process")]
)
def test_the_workers_of_a_pool_are_shown_and_its_keepers_are_not(timeline, function, what):
    """Two workers share three tasks, and the caller waits as the pool is closed."""
    drawn = timeline(function, Hold(in_flight=2))
    caller, *workers = drawn.lanes
    assert [lane.what for lane in workers] == [what, what]
    assert len(tasks(drawn)) == 3
    assert "waits for the pool to finish" in [bar.label for bar in caller.bars]


def test_a_lane_knows_which_one_started_it(timeline):
    """A thread that a thread started hangs below that one."""
    drawn = timeline("nested", Hold(in_flight=1))
    outer, inner = drawn.lanes[1:]
    assert (outer.name, outer.birth.by) == ("outer", 0)
    assert (inner.name, inner.birth.by) == ("inner", 1)
    assert [bar.label for bar in outer.bars] == ["join() on inner"]


def test_a_function_that_raises_has_a_timeline_too(timeline):
    """Where nothing was started, there is the caller alone."""
    drawn = timeline("raises")
    assert (len(drawn.lanes), drawn.ending) == (1, "raised")
    assert drawn.span >= 1

"""What an observation tells on request: clocks that are read, names that are asked for."""

from __future__ import annotations

import pytest
from programs import LONG, Bench

from grader.observe.observation import Observation
from grader.observe.request import Job, Request, Task

PROGRAM = """\
import asyncio
import datetime
import operator
import threading
import time
import timeit
from threading import Thread, current_thread
from time import perf_counter_ns
from timeit import default_timer


def one_of_each():
    time.time()
    time.perf_counter()
    perf_counter_ns()
    time.monotonic()
    time.process_time_ns()
    time.thread_time()


def by_timeit():
    default_timer()
    timeit.timeit(lambda: 1, number=1)


def by_event_loop():
    async def main():
        loop = asyncio.get_running_loop()
        begun = loop.time()
        await asyncio.sleep(0.001)
        return loop.time() - begun

    asyncio.run(main())


def polls(times):
    for _ in range(times):
        time.sleep(0.0001)


def by_datetime():
    datetime.datetime.now()


def by_the_library():
    threading.Event().wait(0.001)


def for_ever(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


class Named(Thread):
    def __init__(self, func, name):
        super().__init__(name=name)
        self.func = func

    def run(self):
        self.func(self.name)


def in_thread(func):
    thread = Thread(target=lambda: func(current_thread().name), name="loader")
    thread.start()
    thread.join()


def by_old_name(func):
    name_of = operator.attrgetter("name")
    thread = Thread(target=lambda: func(name_of(current_thread())), name="loader")
    thread.start()
    thread.join()


def in_subclass(func):
    thread = Named(func, "loader")
    thread.start()
    thread.join()


def from_outside(func):
    thread = Thread(target=func, args=("loader",), name="loader")
    thread.start()
    thread.join()
    return thread.name


def exit_code(func):
    try:
        func()
    except SystemExit as ended:
        return ended.code


def hand_back(func):
    return func()
"""


def readings(seen: Observation) -> list[str]:
    return [event.facts["clock"] for event in seen.trace.of("clock")]


def test_each_clock_is_told_by_its_name(bench: Bench) -> None:
    """However it was imported, and in seconds whatever its unit."""
    seen = bench.call("one_of_each", watch=("clocks",))
    told = ["time", "perf_counter", "perf_counter", "monotonic", "process_time", "thread_time"]
    assert readings(seen) == told
    first, second = (event.facts["value"] for event in seen.trace.of("clock")[1:3])
    assert 0 <= second - first < 60
    assert [e.line for e in seen.trace.of("clock")] == list(
        range(bench.line("    time.time()"), bench.line("time.thread_time()") + 1)
    )


def test_timeit_reads_for_the_program(bench: Bench) -> None:
    """Its default_timer is a clock for intervals, by its own name and inside timeit()."""
    assert readings(bench.call("by_timeit", watch=("clocks",))) == ["perf_counter"] * 3


@pytest.mark.parametrize("function", ["by_datetime", "by_the_library"])
def test_other_clocks_are_not_told(bench: Bench, function: str) -> None:
    """A datetime cannot be seen, and the library's own readings say nothing of the program."""
    assert readings(bench.call(function, watch=("clocks",))) == []


def test_a_loop_that_watches_the_clock_is_no_flood(bench: Bench) -> None:
    """Only so many readings are told."""
    assert len(readings(bench.call("for_ever", 0.2, watch=("clocks",)))) == 500


def test_nothing_is_told_unasked(bench: Bench) -> None:
    """Clocks and names are left alone where no check looks at them."""
    assert readings(bench.call("one_of_each")) == []
    assert bench.call("in_thread", Task()).trace.of("name_read") == []


@pytest.mark.parametrize("function", ["in_thread", "by_old_name", "in_subclass"])
def test_a_thread_that_asks_for_its_own_name_is_seen(bench: Bench, function: str) -> None:
    """In that thread, and with the name that it carries."""
    seen = bench.call(function, Task(), watch=("names",))
    (read,) = seen.trace.of("name_read")
    (call,) = seen.trace.calls
    assert (read.facts["mine"], read.facts["name"]) == (True, "loader")
    assert (read.pid, read.tid) == call.lane
    assert call.args == ("loader",)


def test_a_name_asked_for_from_outside_is_told_apart(bench: Bench) -> None:
    """The caller asked the thread; the thread itself did not."""
    seen = bench.call("from_outside", Task(), watch=("names",))
    (read,) = seen.trace.of("name_read")
    assert (read.facts["mine"], (read.pid, read.tid)) == (False, seen.trace.caller)


def test_a_task_exits_with_its_status(bench: Bench) -> None:
    """As sys.exit(7) does, and the call is told as ended so."""
    seen = bench.call("exit_code", Task(exits=7))
    assert seen.value == 7
    assert [e.facts["error"] for e in seen.trace.of("end")] == ["SystemExit"]


def test_a_task_hands_back_its_result(bench: Bench) -> None:
    """Also a large one, and where it gets no argument."""
    assert bench.call("hand_back", Task(result="x" * 1_000_000)).value == "x" * 1_000_000
    repeated = Task(result="x", repeat=1_000_000)
    assert bench.call("hand_back", repeated).value == "x" * 1_000_000
    assert bench.call("hand_back", Task()).value is None


def test_the_plain_loop_calls_one_after_another(bench: Bench) -> None:
    """The grader's own measure: no function of the learner's runs."""
    task = Task(returns=((1, 10), (2, 20)), seconds=0.01)
    loop = Request(("plain",), (task, [1, 2]), job=Job.SERIAL)
    seen = bench.observer.observe(loop, LONG)
    assert (seen.value, seen.trace.peak_in_flight) == ([10, 20], 1)
    assert {call.lane for call in seen.trace.calls} == {seen.trace.caller}
    assert seen.trace.over.time_ns - seen.trace.of("call")[0].time_ns >= 20_000_000
    assert [call.waited_seconds for call in seen.trace.calls] == [0.01, 0.01]


def test_a_call_tells_what_it_shares_its_interpreter_with(bench: Bench) -> None:
    """Whether a GIL lets one thread run at a time, and in which interpreter it ran."""
    (call,) = bench.call("hand_back", Task()).trace.calls
    assert (type(call.begin.facts["gil"]), call.begin.facts["interpreter"]) == (bool, 0)


def test_an_event_loop_reads_for_whoever_asks_it(bench: Bench) -> None:
    """Its time() is a clock for intervals; what it reads for itself is not told."""
    seen = bench.call("by_event_loop", watch=("clocks",))
    assert readings(seen) == ["monotonic", "monotonic"]


def test_only_so_many_sleeps_are_told(bench: Bench) -> None:
    """A loop that polls is no flood, and is left its time between two polls."""
    seen = bench.call("polls", 230, hurry=True)
    assert len(seen.trace.of("sleep")) == 200

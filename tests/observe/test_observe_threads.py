"""Real programs with threads: whatever the idiom, what they did is seen."""

from __future__ import annotations

import pytest
from programs import Bench, story

from grader.observe.observation import Ending
from grader.observe.request import Hold, Task

PROGRAM = """
import threading
import threading as t
import _thread
import time
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from multiprocessing.dummy import Pool as DummyPool
from multiprocessing.pool import ThreadPool
from threading import Thread as T, Timer, current_thread
from threading import *


def module(func):
    one = threading.Thread(target=func)
    one.start()
    one.join()


def alias(func):
    one = t.Thread(target=func)
    one.start()
    one.join()


def renamed(func):
    one = T(target=func)
    one.start()
    one.join()


def star(func):
    one = Thread(target=func)
    one.start()
    one.join()


class Worker(threading.Thread):
    def __init__(self, func):
        super().__init__()
        self.func = func

    def run(self):
        self.func()


def subclass(func):
    one = Worker(func)
    one.start()
    one.join()


class Eager(T):
    def __init__(self, func):
        T.__init__(self, target=func, daemon=True)
        self.start()

    def start(self):
        super().start()

    def join(self, timeout=None):
        super().join(timeout)


def eager(func):
    Eager(func).join()


def timer(func):
    one = Timer(0.001, func)
    one.start()
    one.join()


def replaced_run(func):
    one = Thread()
    one.run = func
    one.start()
    one.join()


def by_partial(func):
    one = Thread(target=partial(func))
    one.start()
    while one.is_alive():
        one.join(0.001)


def unbound(func):
    one = Thread(target=func)
    Thread.start(one)
    Thread.join(one)


def comprehensions(func, values):
    threads = [Thread(target=func, args=[value]) for value in values]
    [one.start() for one in threads]
    [one.join() for one in threads]


def serial(func, values):
    for value in values:
        one = Thread(target=func, args=(value,), name=f"for {value}")
        one.start()
        one.join()


def forgotten(func, values):
    for value in values:
        Thread(target=func, args=(value,)).start()


def some_joined(func, values):
    threads = [Thread(target=func, args=(value,)) for value in values]
    for one in threads:
        one.start()
    threads[0].join()


def executor(func, values):
    with ThreadPoolExecutor(3) as pool:
        return list(pool.map(func, values))


def submitted(func, values):
    with ThreadPoolExecutor(max_workers=3) as pool:
        futures = [pool.submit(func, value) for value in values]
        return [future.result() for future in futures]


def shut_down(func, values):
    pool = ThreadPoolExecutor(3)
    futures = [pool.submit(func, value) for value in values]
    wait(futures)
    pool.shutdown()
    return [future.result() for future in futures]


def thread_pool(func, values):
    with ThreadPool(3) as pool:
        return pool.map(func, values, chunksize=1)


def dummy_pool(func, values):
    pool = DummyPool(3)
    results = [pool.apply_async(func, (value,)) for value in values]
    pool.close()
    pool.join()
    return [result.get() for result in results]


def in_the_caller(func, values):
    return [func(value) for value in values]


def raw(func):
    done = _thread.allocate_lock()
    done.acquire()

    def run():
        func()
        done.release()

    _thread.start_new_thread(run, ())
    done.acquire()


def nested(func, values):
    def outer(value):
        inner = Thread(target=func, args=(value,))
        inner.start()
        inner.join()

    comprehensions(outer, values)


def named(names):
    seen = []
    threads = [Thread(target=lambda: seen.append(current_thread().name), name=n) for n in names]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(seen)


def raises(func):
    def broken():
        func()
        raise ValueError("no such file")

    one = Thread(target=broken)
    one.start()
    one.join()


def exits():
    one = Thread(target=lambda: exit(3))
    one.start()
    one.join()


def joins_too_early():
    one = Thread(target=print)
    one.join()


def starts_twice():
    one = Thread(target=print)
    one.start()
    one.join()
    one.start()


class NoInit(Thread):
    def __init__(self):
        self.value = 1


def without_init():
    NoInit().start()


def from_many_threads(func, values):
    def make(value):
        for _ in range(20):
            one = Thread(target=func, args=(value,))
            one.start()
            one.join()

    comprehensions(make, values)
"""

ONE_THREAD = [
    *("module", "alias", "renamed", "star", "subclass", "eager", "timer", "replaced_run"),
    *("by_partial", "unbound"),
]


@pytest.mark.parametrize("function", ONE_THREAD)
def test_a_thread_is_seen_however_it_is_written(bench: Bench, function: str) -> None:
    """Every import style, subclasses, a Timer, a replaced run: one thread, joined."""
    seen = bench.call(function, Task(), hold=Hold(joined=True))
    trace = seen.trace
    assert (seen.ending, seen.value, seen.left_running) == (Ending.RETURNED, None, ())
    assert trace.order == "SJ"
    (worker,), (call,) = trace.workers, trace.calls
    assert (worker.what, worker.joined, worker.lane) == ("thread", True, call.lane)
    assert call.lane != trace.caller
    assert call.reason == "seen"
    assert trace.lanes == {call.lane}


@pytest.mark.parametrize("function", ONE_THREAD)
def test_each_event_has_the_learners_line(bench: Bench, function: str) -> None:
    """A start and a join tell the line in the function that asked for them."""
    trace = bench.call(function, Task()).trace
    first = bench.line(f"def {function}(")
    if function == "eager":
        first = bench.line("class Eager")
    lines = [event.line for event in trace.of("start", "started", "join", "joined")]
    assert lines
    assert all(line is not None and first < line < first + 22 for line in lines), lines


def test_the_events_of_a_thread_come_in_their_order(bench: Bench) -> None:
    """Made, started, begun, joined, ended: each where it must stand."""
    kinds = story(bench.call("module", Task(), hold=Hold(joined=True)))
    assert kinds[:3] == ["call", "made", "start"]
    assert [kind for kind in kinds if kind in ("thread_begin", "begin", "end", "thread_end")] == [
        "thread_begin",
        "begin",
        "end",
        "thread_end",
    ]
    assert kinds.index("join") < kinds.index("end") < kinds.index("joined") < kinds.index("over")


def test_all_threads_at_once_are_seen_at_once(bench: Bench) -> None:
    """Three starts, three joins, three in flight, each value whole and once."""
    values = ["a", ("b", 1), None]
    seen = bench.call("comprehensions", Task(), values, hold=Hold(in_flight=3))
    assert seen.trace.order == "SSSJJJ"
    assert seen.trace.peak_in_flight == 3
    assert sorted((call.args for call in seen.trace.calls), key=repr) == sorted(
        ((value,) for value in values), key=repr
    )
    assert {call.reason for call in seen.trace.calls} == {"seen"}
    assert [worker.joined for worker in seen.trace.workers] == [True, True, True]


def test_one_thread_after_another_is_seen_and_does_not_wait(bench: Bench) -> None:
    """Nothing more can come from a program that waits for the thread that is held."""
    seen = bench.call("serial", Task(), ["a", "b", "c"], hold=Hold(in_flight=3))
    assert seen.trace.order == "SJSJSJ"
    assert seen.trace.peak_in_flight == 1
    assert {call.reason for call in seen.trace.calls} == {"still"}
    assert [worker.name for worker in seen.trace.workers] == ["for a", "for b", "for c"]


def test_calls_in_the_caller_are_seen_in_the_caller(bench: Bench) -> None:
    """Results are right, and no worker is there."""
    task = Task(returns=(("a", 1), ("b", None), ("c", False)))
    seen = bench.call("in_the_caller", task, ["a", "b", "c"], hold=Hold(in_flight=3))
    assert seen.value == [1, None, False]
    assert seen.trace.lanes == {seen.trace.caller}
    assert (seen.trace.workers, seen.trace.peak_in_flight) == ((), 1)


def test_threads_that_nobody_joins_are_seen(bench: Bench) -> None:
    """The tasks had not ended when the function did, every time."""
    for _ in range(20):
        seen = bench.call("forgotten", Task(), ["a", "b"], hold=Hold(joined=True), hurry=True)
        over = seen.trace.over
        assert over is not None
        assert [call.reason for call in seen.trace.calls] == ["over", "over"]
        assert all(call.end.time_ns > over.time_ns for call in seen.trace.calls if call.end)
        assert (seen.threads_alive, seen.trace.order) == (2, "SS")
        assert seen.left_running == ()


def test_only_the_joined_thread_is_let_through_before_the_end(bench: Bench) -> None:
    """Of three threads the first is joined; the others were not waited for."""
    seen = bench.call("some_joined", Task(), ["a", "b", "c"], hold=Hold(joined=True))
    assert {c.args[0]: str(c.reason) for c in seen.trace.calls} == {
        "a": "seen",
        "b": "over",
        "c": "over",
    }
    assert [worker.joined for worker in seen.trace.workers] == [True, False, False]


POOLS = {
    "executor": ("ThreadPoolExecutor", ["map"]),
    "submitted": ("ThreadPoolExecutor", ["submit"] * 3),
    "shut_down": ("ThreadPoolExecutor", ["submit"] * 3),
    "thread_pool": ("ThreadPool", ["map"]),
    "dummy_pool": ("ThreadPool", ["apply_async"] * 3),
}


@pytest.mark.parametrize(("function", "cls", "gifts"), [(f, *told) for f, told in POOLS.items()])
def test_a_pool_of_threads_is_seen(bench: Bench, function: str, cls: str, gifts: list[str]) -> None:
    """Its class, its size, what it was given and how, and that it was shut down."""
    task = Task(returns=((1, "one"), (2, "two"), (3, "three")))
    seen = bench.call(function, task, [1, 2, 3], hold=Hold(in_flight=3))
    assert seen.value == ["one", "two", "three"]
    (pool,) = seen.trace.pools
    assert (pool.facts["cls"], pool.facts["workers"]) == (cls, 3)
    given = seen.trace.of("given")
    assert [gift.facts["how"] for gift in given] == gifts
    assert {gift.facts["work"]["name"] for gift in given} == {"func"}
    assert seen.trace.of("shutdown")
    assert seen.trace.workers == ()  # the pool's threads are not the learner's own
    assert seen.trace.peak_in_flight == 3
    assert len(seen.trace.lanes) == 3
    assert {call.reason for call in seen.trace.calls} == {"seen"}


def test_a_thread_without_a_thread_object_is_seen_by_its_task(bench: Bench) -> None:
    """`_thread` starts no Thread, but the task tells the lane that it ran in."""
    seen = bench.call("raw", Task())
    assert seen.ending is Ending.RETURNED
    assert seen.trace.lanes.isdisjoint({seen.trace.caller})
    assert seen.trace.workers == ()


def test_threads_that_start_threads_are_seen(bench: Bench) -> None:
    """Who starts whom may be nested; each call has its own lane."""
    seen = bench.call("nested", Task(), [1, 2], hold=Hold(in_flight=2))
    assert len(seen.trace.workers) == 4
    assert all(worker.joined for worker in seen.trace.workers)
    assert seen.trace.peak_in_flight == 2


def test_threads_made_side_by_side_are_told_apart(bench: Bench) -> None:
    """Each of many threads, made in several threads at once, has a number of its own."""
    seen = bench.call("from_many_threads", Task(), [1, 2, 3, 4])
    workers = [worker.started.facts["worker"] for worker in seen.trace.workers]
    assert len(workers) == len(set(workers)) == 84
    assert all(len(worker.joins) == 2 for worker in seen.trace.workers)


def test_a_thread_knows_its_own_name(bench: Bench) -> None:
    """The probes change neither names nor what a thread finds out about itself."""
    assert bench.call("named", ["b", "a", "b"]).value == ["a", "b", "b"]


def test_an_exception_in_a_thread_is_told_with_its_line(bench: Bench) -> None:
    """It ends the thread and not the program."""
    seen = bench.call("raises", Task())
    assert seen.ending is Ending.RETURNED
    (uncaught,) = seen.trace.of("uncaught")
    assert uncaught.facts["error"] == "ValueError"
    assert uncaught.facts["message"] == "no such file"
    assert uncaught.line == bench.line('raise ValueError("no such file")')
    assert "ValueError: no such file" in seen.output


def test_a_system_exit_in_a_thread_ends_the_thread(bench: Bench) -> None:
    """It is told as what left the thread, and the program goes on."""
    seen = bench.call("exits")
    assert seen.ending is Ending.RETURNED
    assert [event.facts["error"] for event in seen.trace.of("uncaught")] == ["SystemExit"]


WRONG = {
    "joins_too_early": ("cannot join thread before it is started", "join_failed"),
    "starts_twice": ("threads can only be started once", "start_failed"),
    "without_init": ("thread.__init__() not called", "start_failed"),
}


@pytest.mark.parametrize(("function", "message", "kind"), [(f, *told) for f, told in WRONG.items()])
def test_what_the_library_refuses_is_told_and_raised(
    bench: Bench, function: str, message: str, kind: str
) -> None:
    """The learner's program meets the same exception as it would without the grader."""
    seen = bench.call(function)
    assert seen.ending is Ending.RAISED
    assert seen.failure is not None
    assert (seen.failure.error, seen.failure.message) == ("RuntimeError", message)
    assert [event.facts["message"] for event in seen.trace.of(kind)] == [message]

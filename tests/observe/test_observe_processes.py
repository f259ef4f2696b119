"""Real programs with processes, under each start method: what their children do is seen too."""

from __future__ import annotations

import pytest
from programs import METHODS, Bench, story

from grader.observe.observation import Ending
from grader.observe.parallelism import cpu_parallelism
from grader.observe.request import Hold, Task

PROGRAM = """
import multiprocessing
import multiprocessing as mp
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Process


def one(func):
    child = multiprocessing.Process(target=func, name="the child")
    child.start()
    child.join()
    return child.exitcode


class Worker(Process):
    def __init__(self, func):
        super().__init__()
        self.func = func

    def run(self):
        self.func()


def subclass(func):
    child = Worker(func)
    child.start()
    child.join()
    return child.exitcode


def each(func, values):
    children = [mp.Process(target=func, args=(value,)) for value in values]
    for child in children:
        child.start()
    for child in children:
        child.join()


def serial(func, values):
    for value in values:
        child = Process(target=func, args=(value,))
        child.start()
        child.join()


def forgotten(func):
    Process(target=func).start()


def put(func, value, queue):
    queue.put((value, func(value)))


def by_queue(func, values):
    queue = multiprocessing.Queue()
    children = [Process(target=put, args=(func, value, queue)) for value in values]
    for child in children:
        child.start()
    found = dict(queue.get() for _ in values)
    for child in children:
        child.join()
    return [found[value] for value in values]


def send(func, value, end):
    end.send(func(value))
    end.close()


def by_pipe(func, values):
    ends = []
    for value in values:
        mine, theirs = multiprocessing.Pipe()
        child = Process(target=send, args=(func, value, theirs))
        child.start()
        ends.append((mine, child))
    results = [mine.recv() for mine, _ in ends]
    for _, child in ends:
        child.join()
    return results


def executor(func, values):
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(func, values))


def submitted(func, values):
    with ProcessPoolExecutor(2) as pool:
        futures = [pool.submit(func, value) for value in values]
        return [future.result() for future in futures]


def submit_and_wait(func, values):
    with ProcessPoolExecutor(2) as pool:
        return [pool.submit(func, value).result() for value in values]


def pool(func, values):
    with multiprocessing.Pool(2) as workers:
        return workers.map(func, values, chunksize=1)


def closed_pool(func, values):
    workers = mp.Pool(2)
    results = workers.map_async(func, values, 1)
    workers.close()
    workers.join()
    return results.get()


def in_a_thread_of_the_child(func):
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()


def helper(func):
    in_a_thread_of_the_child(func)
    sys.exit(3)


def threads_in_a_child(func):
    child = Process(target=helper, args=(func,))
    child.start()
    child.join()
    return child.exitcode


def own_choice(func):
    context = multiprocessing.get_context("spawn")
    child = context.Process(target=func)
    child.start()
    child.join()
    return [multiprocessing.get_start_method(), child.exitcode]


def sets_it(func):
    multiprocessing.set_start_method("spawn")
    one(func)
    return multiprocessing.get_start_method()


def method():
    return multiprocessing.get_start_method()
"""

pytestmark = pytest.mark.parametrize("start_method", METHODS)
DOUBLED = Task(returns=tuple((n, n * 2) for n in range(10)))


@pytest.mark.parametrize("function", ["one", "subclass"])
def test_a_process_is_seen(bench: Bench, function: str, start_method: str) -> None:
    """Started, begun in the child, joined; the task ran in the child and was let through by it."""
    seen = bench.call(function, Task(), hold=Hold(joined=True), start_method=start_method)
    assert (seen.ending, seen.value, seen.left_running) == (Ending.RETURNED, 0, ())
    (worker,), (call,) = seen.trace.workers, seen.trace.calls
    assert (worker.what, worker.joined, seen.trace.order) == ("process", True, "SJ")
    assert seen.trace.caller is not None
    assert call.begin.pid == worker.started.facts["new"] != seen.trace.caller[0]
    assert str(call.reason) == "seen"
    assert [e.facts["exitcode"] for e in seen.trace.of("joined")] == [0]
    kinds = story(seen, "process_begin", "begin", "end")
    assert kinds == ["process_begin", "begin", "end"]


def test_an_exception_in_a_child_is_its_exit_code(bench: Bench, start_method: str) -> None:
    """What the task raises ends the child, and its traceback is printed."""
    task = Task(always_raises=("ValueError", "no such file"))
    seen = bench.call("one", task, start_method=start_method)
    assert seen.value == 1
    (end,) = seen.trace.of("end")
    assert (end.facts["error"], end.facts["message"]) == ("ValueError", "no such file")
    assert "ValueError: no such file" in seen.output


def test_a_child_that_is_killed_has_the_signal_as_its_exit_code(
    bench: Bench, start_method: str
) -> None:
    """Its task has begun and never ends; nothing of it is left running."""
    seen = bench.call("one", Task(killed_by=9), start_method=start_method)
    assert (seen.ending, seen.value, seen.left_running) == (Ending.RETURNED, -9, ())
    (call,) = seen.trace.calls
    assert call.end is None


def test_processes_at_once_are_seen_at_once(bench: Bench, start_method: str) -> None:
    """Both in flight before either is let through; their work is parallel."""
    task = Task(cpu_seconds=0.02)
    seen = bench.call("each", task, [1, 2], hold=Hold(in_flight=2), start_method=start_method)
    assert (seen.trace.order, seen.trace.peak_in_flight) == ("SSJJ", 2)
    assert {str(call.reason) for call in seen.trace.calls} == {"seen"}
    assert len(seen.trace.processes) == 2
    assert cpu_parallelism(seen.trace) > 1.5


def test_one_process_after_another_is_not_parallel(bench: Bench, start_method: str) -> None:
    """Each was joined before the next was started."""
    task = Task(cpu_seconds=0.02)
    seen = bench.call("serial", task, [1, 2], hold=Hold(in_flight=2), start_method=start_method)
    assert (seen.trace.order, seen.trace.peak_in_flight) == ("SJSJ", 1)
    assert cpu_parallelism(seen.trace) == pytest.approx(1.0)


def test_a_process_that_nobody_joins_is_seen(bench: Bench, start_method: str) -> None:
    """Its task had not ended when the function did, and is ended by itself afterwards."""
    seen = bench.call("forgotten", Task(), hold=Hold(joined=True), start_method=start_method)
    assert seen.ending is Ending.RETURNED
    assert (seen.processes_alive, seen.left_running) == (1, ())
    assert [str(call.reason) for call in seen.trace.calls] == ["over"]
    assert seen.trace.over is not None
    assert story(seen, "over", "end") == ["over", "end"]


IDIOMS = ["by_queue", "by_pipe", "executor", "submitted", "pool", "closed_pool"]


@pytest.mark.parametrize("function", IDIOMS)
def test_every_way_of_spreading_work_is_parallel(
    bench: Bench, function: str, start_method: str
) -> None:
    """The right results, from two processes at once, with nothing left."""
    hold = Hold(waves=2)
    task = Task(returns=DOUBLED.returns, cpu_seconds=0.02)
    seen = bench.call(function, task, [1, 2], hold=hold, start_method=start_method)
    assert (seen.ending, seen.value, seen.left_running) == (Ending.RETURNED, [2, 4], ())
    assert seen.trace.peak_in_flight == 2
    assert len(seen.trace.processes) == 2
    assert seen.trace.caller is not None
    assert seen.trace.caller[0] not in seen.trace.processes
    assert cpu_parallelism(seen.trace) > 1.5


def test_submit_and_wait_is_not_parallel(bench: Bench, start_method: str) -> None:
    """A pool of two, and one task at a time."""
    task = Task(returns=DOUBLED.returns, cpu_seconds=0.02)
    hold = Hold(in_flight=2)
    seen = bench.call("submit_and_wait", task, [1, 2, 3], hold=hold, start_method=start_method)
    assert (seen.value, seen.trace.peak_in_flight) == ([2, 4, 6], 1)
    assert cpu_parallelism(seen.trace) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("function", "cls", "how"),
    [("executor", "ProcessPoolExecutor", "map"), ("pool", "Pool", "map")],
)
def test_a_pool_of_processes_is_seen(
    bench: Bench, function: str, cls: str, how: str, start_method: str
) -> None:
    """Its class, its size, how it was given work, and its end."""
    trace = bench.call(function, DOUBLED, [1, 2], start_method=start_method).trace
    (made,) = trace.pools
    assert (made.facts["cls"], made.facts["workers"]) == (cls, 2)
    assert [event.facts["how"] for event in trace.of("given")] == [how]
    assert trace.of("shut_down")
    assert trace.workers == ()


def test_threads_inside_a_child_are_seen(bench: Bench, start_method: str) -> None:
    """The learner's own helpers run in the child, and the probes with them."""
    seen = bench.call(
        "threads_in_a_child", Task(), hold=Hold(joined=True), start_method=start_method
    )
    assert (seen.ending, seen.value) == (Ending.RETURNED, 3)
    assert [worker.what for worker in seen.trace.workers] == ["process", "thread"]
    process, thread = seen.trace.workers
    assert thread.started.pid == process.started.facts["new"]
    assert thread.started.line == bench.line("    thread.start()")
    (call,) = seen.trace.calls
    assert (call.lane, str(call.reason)) == (thread.lane, "seen")


def test_the_start_method_is_a_default(bench: Bench, start_method: str) -> None:
    """A program finds it as the platform's own, and may set or take another."""
    assert bench.call("method", start_method=start_method).value == start_method
    assert bench.call("sets_it", Task(), start_method=start_method).value == "spawn"
    seen = bench.call("own_choice", Task(), start_method=start_method)
    assert seen.value == [start_method, 0]
    assert len(seen.trace.calls) == 1

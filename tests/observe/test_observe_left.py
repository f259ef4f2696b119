"""What a program left running is told, and ended."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psutil
import pytest
from programs import Bench, observed_processes

from grader.models import Limits
from grader.observe.observation import Ending
from grader.observe.request import Hold, Task

PROGRAM = '''
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def children(count):
    started = [multiprocessing.Process(target=time.sleep, args=(600,)) for _ in range(count)]
    for child in started:
        child.start()
    return [child.pid for child in started]


def threads():
    threading.Thread(target=time.sleep, args=(600,), name="worker").start()
    threading.Thread(target=threading.Event().wait, name="helper", daemon=True).start()


class Local:
    # Says when the function that holds it is over.

    def __init__(self, over):
        self.over = over

    def __del__(self):
        self.over.set()


def thread_that_ends_by_itself():
    over = threading.Event()
    local = Local(over)

    def work():
        over.wait()
        time.sleep(0.1)
        print("done")

    threading.Thread(target=work).start()


def program():
    return [subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid]


WIPE = """
import ctypes, time
fields = open("/proc/self/stat").read().rpartition(")")[2].split()
begin, end = int(fields[45]), int(fields[46])
ctypes.memset(begin, 0, end - begin)
print("wiped", flush=True)
time.sleep(600)
"""


def nameless():
    command = [sys.executable, "-c", WIPE]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    child.stdout.readline()
    return [child.pid]


def daemon():
    here, there = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.write(there, b"%d" % os.getpid())
            for descriptor in range(64):
                try:
                    os.close(descriptor)
                except OSError:
                    pass
            time.sleep(600)
        os._exit(0)
    os.wait()
    return [int(os.read(here, 20))]


def pool():
    crew = multiprocessing.Pool(2)
    crew.map(abs, [1, 2])
    globals()["kept"] = crew
    return [child.pid for child in multiprocessing.active_children()]


def terminated_pools(func, times):
    for _ in range(times):
        crew = multiprocessing.Pool(4)
        crew.map_async(func, range(8))
        time.sleep(0.001)
        crew.terminate()
        crew.join()


def closed_pool():
    crew = multiprocessing.Pool(2)
    result = crew.map(abs, [1, -2])
    crew.close()
    return result


def executor():
    crew = ProcessPoolExecutor(1)
    pid = crew.submit(os.getpid).result()
    globals()["kept"] = crew
    return [pid]


def dismissed_executor():
    crew = ProcessPoolExecutor(2)
    results = list(crew.map(abs, [1, -2]))
    crew.shutdown(wait=False)
    return results


def forgotten(func):
    threading.Thread(target=func, name="late").start()


def nothing():
    with ThreadPoolExecutor(2) as pool:
        pool.submit(print).result()
    child = multiprocessing.Process(target=print)
    child.start()
    child.join()
'''


@pytest.fixture(autouse=True)
def _nothing_is_left(bench: Bench) -> Iterator[None]:
    yield
    assert observed_processes() == []


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if psutil.pid_exists(pid)]


def test_two_hundred_children_are_told_and_ended(bench: Bench) -> None:
    """Each by its number."""
    seen = bench.call("children", 200, start_method="fork", limits=Limits(seconds=60))
    assert seen.ending is Ending.RETURNED
    assert set(seen.left_running) == {f"process {pid}" for pid in seen.value}
    assert seen.processes_alive == 200
    assert alive(seen.value) == []


@pytest.mark.parametrize("method", ["forkserver", "spawn"])
def test_children_are_ended_under_each_start_method(bench: Bench, method: str) -> None:
    """The library's own helpers are ended as well, and not told."""
    seen = bench.call("children", 2, start_method=method)
    assert set(seen.left_running) == {f"process {pid}" for pid in seen.value}
    assert alive(seen.value) == []


def test_threads_are_told_with_the_line_that_started_them(bench: Bench) -> None:
    """Daemon or not: both were running when the function had returned."""
    seen = bench.call("threads")
    assert (seen.ending, seen.threads_alive) == (Ending.RETURNED, 2)
    assert set(seen.left_running) == {
        f"thread worker, started in line {bench.line('worker')}",
        f"thread helper, started in line {bench.line('helper')}",
    }


def test_what_ends_by_itself_soon_was_not_left_running(bench: Bench) -> None:
    """It is waited for a little, though it was alive as the function returned."""
    seen = bench.call("thread_that_ends_by_itself")
    assert (seen.threads_alive, seen.left_running, seen.output) == (1, (), "done\n")


def test_a_held_task_that_nobody_waits_for_may_end(bench: Bench) -> None:
    """The gate opens at the function's end, so that a held thread is not called left."""
    seen = bench.call("forgotten", Task(), hold=Hold(joined=True))
    assert (seen.threads_alive, seen.left_running) == (1, ())


def test_another_program_is_told_by_its_command(bench: Bench) -> None:
    """It never introduced itself."""
    seen = bench.call("program")
    (left,) = seen.left_running
    assert left.startswith(f"process {seen.value[0]} (")
    assert "\n" not in left
    assert alive(seen.value) == []


def test_a_program_without_a_command_line_is_told_by_its_name(bench: Bench) -> None:
    """It wiped its own; one that is just beginning has none either, and is given time."""
    seen = bench.call("nameless")
    (left,) = seen.left_running
    assert left.startswith(f"process {seen.value[0]} ([python")
    assert alive(seen.value) == []


def test_a_daemon_that_cut_every_tie_is_found(bench: Bench) -> None:
    """Forked twice, in a session of its own, with every descriptor closed."""
    seen = bench.call("daemon")
    assert seen.ending is Ending.RETURNED
    assert seen.left_running == (f"process {seen.value[0]}",)
    assert alive(seen.value) == []


@pytest.mark.parametrize("function", ["pool", "executor"])
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_of_a_pool_that_was_not_closed_are_told(
    bench: Bench, function: str, method: str
) -> None:
    """A pool outlives its function until somebody shuts it down."""
    seen = bench.call(function, start_method=method)
    assert seen.ending is Ending.RETURNED
    told = {left for left in seen.left_running if left.startswith("process")}
    assert told == {f"process {pid}" for pid in seen.value}
    assert alive(seen.value) == []


@pytest.mark.parametrize("function", ["closed_pool", "dismissed_executor"])
@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_workers_on_their_way_out_are_not_left_running(
    bench: Bench, function: str, method: str
) -> None:
    """A pool that was closed and not joined ends by itself, in its own time."""
    seen = bench.call(function, start_method=method)
    assert (seen.value, seen.left_running) == ([1, 2], ())


def test_workers_that_are_ended_as_they_begin_a_call_say_nothing_wrong(bench: Bench) -> None:
    """Their last word comes when they are not there any more; and they do not come to the gate."""
    hold = Hold(in_flight=99)
    seen = bench.call("terminated_pools", Task(), 25, hold=hold, limits=Limits(seconds=60))
    assert (seen.ending, seen.left_running) == (Ending.RETURNED, ())


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_a_tidy_program_leaves_nothing(bench: Bench, method: str) -> None:
    """Also where the library's own helpers still run."""
    seen = bench.call("nothing", start_method=method)
    assert (seen.left_running, seen.threads_alive, seen.processes_alive) == ((), 0, 0)


def test_closing_the_observer_ends_its_own_child_and_removes_its_folder(bench: Bench) -> None:
    """Another observer is not touched by it."""
    before = {child.pid for child in psutil.Process().children()}
    with Bench(bench.file.parent, PROGRAM, name="another") as other:
        other.call("nothing")
        folder = other.observer.staged.parent.parent
        (mine,) = (c for c in psutil.Process().children() if c.pid not in before)
        assert folder.is_dir()
    assert not folder.exists()
    assert alive([mine.pid]) == []
    assert {child.pid for child in psutil.Process().children()} == before
    assert os.getpid() not in before

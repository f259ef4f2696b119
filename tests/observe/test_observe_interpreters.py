"""A small core of the engine with each interpreter that is found, whichever runs these tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from programs import METHODS, Bench

from grader.observe.forkserver import ForkServer
from grader.observe.observation import Ending
from grader.observe.parallelism import cpu_parallelism
from grader.observe.request import Hold, Task

VERSIONS = ["3.11", "3.12", "3.13"]
PROGRAM = """
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Pool, Process


def version():
    return "%d.%d" % sys.version_info[:2]


def threads(func, values):
    started = [threading.Thread(target=func, args=(value,)) for value in values]
    for one in started:
        one.start()
    for one in started:
        one.join()


def serial(func, values):
    for value in values:
        one = threading.Thread(target=func, args=(value,))
        one.start()
        one.join()


def forgotten(func, values):
    for value in values:
        threading.Thread(target=func, args=(value,)).start()


def thread_pool(func, values):
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(func, values))


def process(func):
    one = Process(target=func)
    one.start()
    one.join()
    return one.exitcode


def pool(func, values):
    with Pool(2) as workers:
        return workers.map(func, values, chunksize=1)


def executor(func, values):
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(func, values))


def locked():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
"""
DOUBLED = Task(returns=((1, 2), (2, 4)), cpu_seconds=0.02)


def candidates(version: str) -> Iterator[str]:
    """Interpreters of a version by their place: on the path, and where pyenv keeps them."""
    if (found := shutil.which(f"python{version}")) is not None:
        yield found
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(map(str, root.glob(f"versions/{version}.*/bin/python")), reverse=True)


def is_version(python: str, version: str) -> bool:
    """Whether it starts and says so; a shim of pyenv's may do neither."""
    asked = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return answer.returncode == 0 and answer.stdout.strip() == version


@pytest.fixture(scope="module", params=VERSIONS)
def other(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bench]:
    """The program under an interpreter of this version."""
    version = request.param
    python = next((p for p in candidates(version) if is_version(p, version)), None)
    if python is None:
        pytest.skip(f"no Python {version} on the path or with pyenv")
    folder = tmp_path_factory.mktemp("other")
    with ForkServer(python) as server, Bench(folder, PROGRAM, server=server) as bench:
        assert bench.call("version").value == version
        yield bench


@pytest.mark.parametrize(
    ("function", "order", "peak"), [("threads", "SSJJ", 2), ("serial", "SJSJ", 1)]
)
def test_threads_are_seen(other: Bench, function: str, order: str, peak: int) -> None:
    """At once or one after another."""
    seen = other.call(function, Task(), [1, 2], hold=Hold(in_flight=2))
    assert (seen.ending, seen.trace.order, seen.trace.peak_in_flight) == (
        Ending.RETURNED,
        order,
        peak,
    )
    assert {str(call.reason) for call in seen.trace.calls} == {"seen" if peak == 2 else "still"}


def test_a_missing_join_is_seen(other: Bench) -> None:
    """The tasks were held until the function had ended."""
    for _ in range(5):
        seen = other.call("forgotten", Task(), [1, 2], hold=Hold(joined=True))
        assert [str(call.reason) for call in seen.trace.calls] == ["over", "over"]


def test_a_pool_of_threads_is_seen(other: Bench) -> None:
    """With its results in their order; with a GIL its work is not parallel."""
    seen = other.call("thread_pool", DOUBLED, [1, 2], hold=Hold(in_flight=2))
    assert (seen.value, seen.trace.peak_in_flight) == ([2, 4], 2)
    assert cpu_parallelism(seen.trace) == pytest.approx(1.0)


@pytest.mark.parametrize("method", METHODS)
def test_a_process_is_seen(other: Bench, method: str) -> None:
    """Under each start method, with its exit code."""
    seen = other.call("process", Task(), hold=Hold(joined=True), start_method=method)
    assert (seen.value, seen.trace.order, seen.left_running) == (0, "SJ", ())
    assert [str(call.reason) for call in seen.trace.calls] == ["seen"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("function", ["pool", "executor"])
def test_a_pool_of_processes_is_seen(other: Bench, function: str, method: str) -> None:
    """Under each start method, in parallel, with nothing left."""
    hold = Hold(waves=2)
    seen = other.call(function, DOUBLED, [1, 2], hold=hold, start_method=method)
    assert (seen.value, seen.trace.peak_in_flight, seen.left_running) == ([2, 4], 2, ())
    assert cpu_parallelism(seen.trace) > 1.5


def test_a_deadlock_is_found_with_its_line(other: Bench) -> None:
    """The stacks are read as this version writes them."""
    seen = other.call("locked")
    assert seen.ending is Ending.DEADLOCK
    (stack,) = seen.stacks
    last = max(n for n, text in enumerate(PROGRAM.splitlines(), 1) if "acquire" in text)
    assert stack.line_in(str(other.observer.staged)) == last

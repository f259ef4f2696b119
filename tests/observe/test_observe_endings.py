"""However a program ends, or does not, the observation says how, and the next one works."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator

import psutil
import pytest
from programs import BRIEF, SHORT, Bench, observed_processes

from grader.models import Limits
from grader.observe.observation import Ending
from grader.observe.protocol import Opaque
from grader.observe.request import Hold, Task

PROGRAM = """
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time


def fine(value=1):
    return value


def exit_now(status):
    os._exit(status)


def sys_exit(status):
    sys.exit(status)


def exit_in_a_thread():
    one = threading.Thread(target=os._exit, args=(5,))
    one.start()
    one.join()


def kill_self():
    os.kill(os.getpid(), signal.SIGKILL)


def abort():
    os.abort()


def segfault():
    ctypes.string_at(0)


def kill_the_parent():
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def leave_a_child_and_kill_the_parent():
    child = os.fork()
    if child == 0:
        time.sleep(60)
        os._exit(0)
    print(child, flush=True)
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def raises(kind):
    def inner():
        raise getattr(__builtins__, kind, None) or __builtins__[kind]("no such file")
    inner()


def too_much_memory():
    return len(bytearray(8 << 30))


def prints_in_one():
    print("x" * (200 << 20))


def prints_in_lines():
    for _ in range(2_000_000):
        print("x" * 100)


def prints_in_a_child():
    child = multiprocessing.Process(target=prints_in_lines)
    child.start()
    child.join()


def prints_and_closes():
    print("so far")
    sys.stdout.close()
    return "closed"


def prints_to_nowhere():
    sys.stdout = None
    return "nowhere"


def too_large():
    return "x" * (17 << 20)


def no_plain_value():
    yield 1


def loops():
    while True:
        pass  # the loop


def loops_in_a_thread():
    one = threading.Thread(target=loops, name="looper")
    one.start()
    one.join()  # waits for the thread


def loops_in_a_child():
    child = multiprocessing.Process(target=loops)
    child.start()
    child.join()  # waits for the child


def sleeps():
    time.sleep(600)  # the sleep


def ignores_signals():
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1):
        signal.signal(number, signal.SIG_IGN)
    while True:
        time.sleep(600)


def two_locks():
    first, second = threading.Lock(), threading.Lock()
    met = threading.Barrier(2)

    def forwards():
        with first:
            met.wait()
            second.acquire()  # holds the first

    def backwards():
        with second:
            met.wait()
            first.acquire()  # holds the second

    threads = [threading.Thread(target=forwards), threading.Thread(target=backwards)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()  # waits for both


def joins_itself_by_a_lock():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()  # its own lock


def waits_for_a_child_that_waits():
    here, there = os.pipe()
    child = multiprocessing.Process(target=os.read, args=(here, 1))
    child.start()
    child.join()


def begins_without_end(func):
    while True:
        func()


def threads_without_end():
    while True:
        one = threading.Thread(target=int)
        one.start()
        one.join()


def connects_without_end(func):
    def run():
        func()
    for _ in range(900):
        threading.Thread(target=run, daemon=True).start()


def forks(times):
    for _ in range(times):
        os.fork()
    time.sleep(600)
"""

pytestmark = pytest.mark.usefixtures("_still_of_use")


@pytest.fixture
def _still_of_use(bench: Bench) -> Iterator[None]:
    """After each of these tests the next observation works, and nothing else is left."""
    yield
    assert bench.call("fine").value == 1
    assert observed_processes() == []


def died(bench: Bench, function: str, *args: object) -> int | None:
    seen = bench.call(function, *args, limits=SHORT)
    assert (seen.ending, seen.value, seen.failure) == (Ending.DIED, None, None)
    return seen.status


@pytest.mark.parametrize("status", [0, 3, 70, 71])
def test_an_exit_without_a_word_is_told_with_its_status(bench: Bench, status: int) -> None:
    """Also one with status 0: the function did not return."""
    assert died(bench, "exit_now", status) == status


def test_an_exit_in_a_thread_ends_the_program(bench: Bench) -> None:
    """`os._exit` ends the process, whichever thread calls it."""
    assert died(bench, "exit_in_a_thread") == 5


@pytest.mark.parametrize(
    ("function", "number"),
    [
        ("kill_self", signal.SIGKILL),
        ("abort", signal.SIGABRT),
        ("segfault", signal.SIGSEGV),
    ],
)
def test_a_signal_is_told_with_its_number(bench: Bench, function: str, number: int) -> None:
    """As a negative status."""
    assert died(bench, function) == -number


def test_a_program_that_kills_its_parent_only_loses_itself(bench: Bench) -> None:
    """The grader starts anew."""
    for _ in range(2):
        assert died(bench, "kill_the_parent") == -signal.SIGKILL
        assert bench.call("fine", 2).value == 2


def test_nothing_outlives_a_program_that_killed_its_parent(bench: Bench) -> None:
    """The child that it left is ended with its group."""
    before = {process.pid for process in psutil.process_iter()}
    assert died(bench, "leave_a_child_and_kill_the_parent") == -signal.SIGKILL
    file = str(bench.observer.staged)
    for process in psutil.process_iter():
        if process.pid not in before and process.ppid() == 1:
            try:
                assert file not in " ".join(process.cmdline())
                assert process.cwd() != os.path.dirname(file)  # noqa: PTH120
            except psutil.Error:
                continue


@pytest.mark.parametrize("status", [0, 3, None, "no files"])
def test_sys_exit_is_an_exception_that_left_the_function(bench: Bench, status: object) -> None:
    """With its status, where that is a number."""
    seen = bench.call("sys_exit", status)
    assert seen.ending is Ending.RAISED
    assert seen.failure is not None
    assert seen.failure.error == "SystemExit"
    assert seen.failure.code == (status if isinstance(status, int) else None)


@pytest.mark.parametrize("kind", ["ValueError", "KeyboardInterrupt", "GeneratorExit"])
def test_an_exception_is_told_with_its_line(bench: Bench, kind: str) -> None:
    """Its type, its message, and the innermost line in the learner's file."""
    seen = bench.call("raises", kind)
    assert seen.ending is Ending.RAISED
    assert seen.failure is not None
    assert (seen.failure.error, seen.failure.message) == (kind, "no such file")
    assert seen.failure.line == bench.line("raise getattr")
    assert f"{kind}: no such file" in seen.output


def test_memory_is_limited(bench: Bench) -> None:
    """Eight GiB are refused, and the program meets a MemoryError."""
    seen = bench.call("too_much_memory")
    assert seen.failure is not None
    assert seen.failure.error == "MemoryError"


@pytest.mark.parametrize("function", ["prints_in_one", "prints_in_lines", "prints_in_a_child"])
def test_output_is_limited(bench: Bench, function: str) -> None:
    """Of 200 MB the beginning is kept, and the ending says that it was too much."""
    seen = bench.call(function, limits=Limits(seconds=5, output_kb=200))
    assert seen.ending is Ending.OUTPUT
    assert seen.output.startswith("xxxx")
    assert len(seen.output) <= 20_000


@pytest.mark.parametrize(
    ("function", "value"), [("prints_and_closes", "closed"), ("prints_to_nowhere", "nowhere")]
)
def test_a_program_may_close_its_output(bench: Bench, function: str, value: str) -> None:
    """It has returned all the same."""
    seen = bench.call(function)
    assert (seen.ending, seen.value, seen.status) == (Ending.RETURNED, value, 0)


def test_a_result_may_be_too_large(bench: Bench) -> None:
    """It is told as such, instead of a message that nobody can take."""
    seen = bench.call("too_large")
    assert (seen.ending, seen.value) == (
        Ending.RETURNED,
        Opaque("result", "<a result too large to hand back>"),
    )


def test_a_result_that_is_no_plain_value_is_told(bench: Bench) -> None:
    """A `yield` where a `return` should be."""
    value = bench.call("no_plain_value").value
    assert isinstance(value, Opaque)
    assert value.type_name == "generator"


def lines_of(bench: Bench, seen: object) -> set[int | None]:
    file = str(bench.observer.staged)
    return {stack.line_in(file) for stack in seen.stacks} - {None}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("function", "lines"),
    [
        ("loops", [("pass  # the loop", "while True")]),
        ("sleeps", [("time.sleep(600)  # the sleep",)]),
        ("loops_in_a_thread", [("one.join()  # waits for the thread",), ("pass  # the loop",)]),
        ("loops_in_a_child", [("child.join()  # waits for the child",), ("pass  # the loop",)]),
    ],
)
def test_a_program_without_end_is_told_with_where_it_stands(
    bench: Bench, function: str, lines: list[tuple[str, ...]]
) -> None:
    """In each of its threads and processes."""
    seen = bench.call(function, limits=BRIEF)
    assert (seen.ending, seen.value) == (Ending.TIMEOUT, None)
    found = lines_of(bench, seen)
    loop = {bench.line("pass  # the loop"), bench.line("pass  # the loop") - 1}
    for texts in lines:
        wanted = {bench.line(text) for text in texts if text != "while True"}
        wanted |= loop if wanted & loop else set()
        assert wanted & found, (texts, found)


def test_signals_that_are_ignored_help_no_program(bench: Bench) -> None:
    """It is ended at its limit; its stacks alone are not known."""
    seen = bench.call("ignores_signals", limits=BRIEF)
    assert (seen.ending, seen.status) == (Ending.TIMEOUT, -signal.SIGKILL)


def test_two_locks_taken_crosswise_are_a_deadlock(bench: Bench) -> None:
    """Found without waiting for the limit, with the line where each thread stands."""
    seen = bench.call("two_locks", limits=Limits(seconds=600))
    assert seen.ending is Ending.DEADLOCK
    texts = ["# holds the first", "# holds the second", "# waits for both"]
    assert lines_of(bench, seen) == {bench.line(text) for text in texts}


@pytest.mark.parametrize("function", ["joins_itself_by_a_lock", "waits_for_a_child_that_waits"])
def test_waiting_for_what_cannot_come_is_a_deadlock(bench: Bench, function: str) -> None:
    """Also alone, and across processes."""
    seen = bench.call(function, limits=Limits(seconds=600), start_method="fork")
    assert seen.ending is Ending.DEADLOCK


@pytest.mark.parametrize("function", ["begins_without_end", "threads_without_end"])
def test_a_program_that_begins_things_without_end_is_ended(bench: Bench, function: str) -> None:
    """By the number of its events, or by the limit of time."""
    seen = bench.call(function, *([Task()] if "begins" in function else []), limits=BRIEF)
    assert seen.ending in (Ending.FLOOD, Ending.TIMEOUT)


def test_more_waiting_threads_than_can_be_heard_are_a_flood(bench: Bench) -> None:
    """Each waiting thread has a connection, and the grader has so many ears."""
    roomy = Limits(memory_mb=16_384)  # for 900 stacks of threads
    seen = bench.call("connects_without_end", Task(), hold=Hold(), limits=roomy)
    assert seen.ending is Ending.FLOOD


def test_the_number_of_processes_is_limited(bench: Bench) -> None:
    """Sixty-four were made by six forks, and twenty were allowed."""
    seen = bench.call("forks", 6, limits=Limits(seconds=10, processes=20))
    assert seen.ending is Ending.PROCESSES


IMPORTED = {
    "import os; os._exit(0)": (Ending.DIED, 0, None),
    "import os; os._exit(3)": (Ending.DIED, 3, None),
    "import sys; sys.exit(0)": (Ending.NOT_LOADED, 0, "SystemExit"),
    "import os; os.kill(os.getpid(), 9)": (Ending.DIED, -9, None),
    "1 / 0": (Ending.NOT_LOADED, 0, "ZeroDivisionError"),
    "import nowhere": (Ending.NOT_LOADED, 0, "ModuleNotFoundError"),
    "def run(:\n    pass": (Ending.NOT_LOADED, 0, "SyntaxError"),
    "while True: pass": (Ending.TIMEOUT, -9, None),
    "import threading; threading.Lock().acquire(timeout=600)": (
        Ending.MISSING,
        0,
        "AttributeError",
    ),
    "run = 7": (Ending.MISSING, 0, "AttributeError"),
    "def run(): pass": (Ending.RETURNED, 0, None),
}


@pytest.mark.parametrize(("source", "expected"), IMPORTED.items(), ids=lambda v: str(v)[:40])
def test_however_an_import_ends_it_is_told(
    program: Callable[..., Bench], source: str, expected: tuple[Ending, int, str | None]
) -> None:
    """For the question whether the file loads."""
    seen = program(source).load("run", limits=BRIEF if "while" in source else SHORT)
    error = seen.failure.error if seen.failure is not None else None
    assert (seen.ending, seen.status, error) == expected


def test_a_syntax_error_is_told_with_its_place(program: Callable[..., Bench]) -> None:
    """The line, the column and the text of the line."""
    failure = program("x = 1\ndef run(:\n    pass\n").load("run").failure
    assert failure is not None
    assert (failure.line, failure.column, failure.text) == (2, 9, "def run(:")


def test_a_missing_function_is_told_with_what_is_there(program: Callable[..., Bench]) -> None:
    """A misspelt name is then found; what was imported is not the file's own."""
    source = "from os import fork\ndef run_one(): pass\nclass Thing: pass\n"
    failure = program(source).load("run_one", "run_each").failure
    assert failure is not None
    assert (failure.message, failure.names) == ("run_each", ("run_one", "Thing"))


@pytest.mark.parametrize("method", ["forkserver", "spawn"])
def test_a_child_without_end_is_ended_under_each_start_method(bench: Bench, method: str) -> None:
    """The parent's wait and the child's loop are both told."""
    seen = bench.call("loops_in_a_child", limits=SHORT, start_method=method)
    assert seen.ending is Ending.TIMEOUT
    assert len({stack.pid for stack in seen.stacks}) == 2

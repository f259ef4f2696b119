"""A program runs as ``python program.py`` does, and what came of it is told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.observe.following import End
from grader.observe.inside.family import lives
from grader.observe.interpreters import Interpreter, running_interpreter
from grader.observe.scripts import LIMITS, Conditions, Ran, ScriptRunner

QUICK = LIMITS._replace(seconds=0.5)


@pytest.fixture(scope="module")
def python() -> Interpreter:
    return running_interpreter()


@pytest.fixture(scope="module")
def runner() -> Iterator[ScriptRunner]:
    with ScriptRunner() as runner:
        yield runner


THREAD_RAISES = """
import threading
thread = threading.Thread(target=lambda: 1 / 0)
thread.start()
thread.join()
"""
MAIN_AND_THREAD_RAISE = """
import queue, threading
gate = threading.Event()
def late():
    gate.wait()
    1 / 0
threading.Thread(target=late).start()
try:
    queue.Queue().get_nowait()
finally:
    threading.Timer(0.01, gate.set).start()
"""
CHILD_RAISES = """
import multiprocessing
def work():
    raise ValueError("in the child")
if __name__ == "__main__":
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    print(child.exitcode)
"""
NAMED = "class Mine(Exception): pass\nraise Mine('x')"
ENDS = {
    "print(6)": ("6\n", 0, None),
    "print('a', end='')": ("a", 0, None),
    "import sys; sys.exit(3)": ("", 3, None),
    "import sys; sys.exit('no')": ("", 1, None),
    "raise ValueError('x')": ("", 1, "ValueError"),
    NAMED: ("", 1, "Mine"),
    "1 +": ("", 1, "SyntaxError"),
    "import os; os.kill(os.getpid(), 9)": ("", -9, None),
    "import os; print('line'); os._exit(3)": ("line\n", 3, None),
    "import atexit; atexit.register(print, 'bye')": ("bye\n", 0, None),
    "input()": ("", 1, "EOFError"),
    "import os; print(sorted(os.listdir()))": ("['program.py']\n", 0, None),
    "open('here.txt', 'w').write('x')": ("", 0, None),
    THREAD_RAISES: ("", 0, None),
    MAIN_AND_THREAD_RAISE: ("", 1, "_queue.Empty"),
    CHILD_RAISES: ("1\n", 0, None),
}


@pytest.mark.parametrize("source", ENDS)
def test_what_a_program_prints_and_how_it_ends(
    runner: ScriptRunner, python: Interpreter, source: str
) -> None:
    """Output, status and the main program's own exception are told, whatever threads do."""
    ran = runner.run(python, source)
    assert (ran.end, ran.stdout, ran.status, ran.raised) == (End.EXITED, *ENDS[source])


def test_standard_error_is_kept_apart(runner: ScriptRunner, python: Interpreter) -> None:
    """A thread's traceback is in the standard error alone."""
    ran = runner.run(python, THREAD_RAISES)
    assert "ZeroDivisionError: division by zero" in ran.stderr
    assert ran.stdout == ""


def test_nothing_of_this_process_is_in_the_environment(
    runner: ScriptRunner, python: Interpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither secrets nor settings of Python get through."""
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("API_TOKEN", "secret")
    ran = runner.run(python, "import os; print(*sorted(os.environ))")
    told = set(ran.stdout.split())
    assert {"HOME", "PATH", "TMPDIR"} <= told
    assert not {"PYTHONHASHSEED", "API_TOKEN", "PYTEST_CURRENT_TEST"} & told


LOCKED_TWICE = """
import threading
lock = threading.Lock()
lock.acquire()
print("once")
lock.acquire()
"""
CHILD_WAITS = """
import multiprocessing
def work(event):
    event.wait()
if __name__ == "__main__":
    child = multiprocessing.Process(target=work, args=(multiprocessing.Event(),))
    child.start()
    child.join()
"""
MAIN_ENDS_THREAD_WAITS = """
import threading
threading.Thread(target=threading.Event().wait).start()
print("once")
"""
HANGING = {
    "deadlock": (LOCKED_TWICE, "once\n"),
    "child": (CHILD_WAITS, ""),
    "thread": (MAIN_ENDS_THREAD_WAITS, "once\n"),
    "loop": ("while True: pass", ""),
    "polling": ("import time\nwhile True: time.sleep(0.01)", ""),
}


@pytest.mark.parametrize("name", HANGING)
def test_what_never_ends_hangs(runner: ScriptRunner, python: Interpreter, name: str) -> None:
    """What it printed before is kept; a status it has none, for it was ended."""
    source, printed = HANGING[name]
    limits = QUICK if name in ("loop", "polling") else LIMITS
    assert runner.run(python, source, limits=limits) == Ran(End.HANGS, printed)


def test_who_sets_an_alarm_does_not_hang(runner: ScriptRunner, python: Interpreter) -> None:
    """A program that only a signal will wake is waited for up to its limit."""
    source = (
        "import signal, threading\n"
        "def ring(*_): raise TimeoutError\n"
        "signal.signal(signal.SIGALRM, ring)\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.8)\n"
        "threading.Lock().acquire() and threading.Event().wait()\n"
    )
    ran = runner.run(python, source)
    assert (ran.end, ran.raised) == (End.EXITED, "TimeoutError")


@pytest.fixture
def _hogs() -> Iterator[None]:
    """Keep the machine busy with processes that only compute."""
    started = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(8)]
    yield
    for hog in started:
        hog.kill()
        hog.wait()


@pytest.mark.usefixtures("_hogs")
def test_a_busy_machine_makes_nobody_hang(runner: ScriptRunner, python: Interpreter) -> None:
    """A limit counts what a program works and sleeps, not what it waits for the CPU."""
    source = "import time\nwhile time.process_time() < 0.4: pass\ntime.sleep(0.1)\nprint('done')\n"
    ran = runner.run(python, source, limits=LIMITS._replace(seconds=1.0))
    assert (ran.end, ran.stdout) == (End.EXITED, "done\n")


def test_a_flood_is_stopped(runner: ScriptRunner, python: Interpreter) -> None:
    """It ends at the limit, also where it is over before anybody has looked."""
    limits = LIMITS._replace(output_kb=64)
    assert runner.run(python, "while True: print('y' * 99)", limits=limits).end is End.FLOOD
    assert runner.run(python, "print('y' * 99_999)", limits=limits).end is End.FLOOD


BREEDER = """
import os, time
for _ in range(40):
    if os.fork() == 0:
        time.sleep(60)
        os._exit(0)
    print(1)
time.sleep(60)
"""


def test_too_many_processes_are_ended(runner: ScriptRunner, python: Interpreter) -> None:
    """More than the limit allows count as a fault of the program, and none of them lives on."""
    ran = runner.run(python, BREEDER, limits=LIMITS._replace(processes=20))
    assert ran.end is End.PROCESSES


SHARED_MEMORY = """
import multiprocessing
print(len(multiprocessing.Array("d", 500_000)))
"""


def test_processes_may_share_memory(runner: ScriptRunner, python: Interpreter) -> None:
    """The limit of what is printed is not one of what is shared."""
    assert runner.run(python, SHARED_MEMORY).stdout == "500000\n"


SEMAPHORE = """
import multiprocessing
if __name__ == "__main__":
    lock = multiprocessing.get_context("spawn").Lock()
    print(lock._semlock.name)
    lock.acquire()
    lock.acquire()
"""


def test_a_program_that_hangs_leaves_no_semaphore(
    runner: ScriptRunner, python: Interpreter
) -> None:
    """The library's tracker is given the time to remove what the program had made."""
    ran = runner.run(python, SEMAPHORE)
    assert ran.end is End.HANGS
    assert not Path("/dev/shm", f"sem.{ran.stdout.strip().lstrip('/')}").exists()


DAEMON = """
import os, time
here, there = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.write(there, b"%d" % os.getpid())
        time.sleep(600)
    os._exit(0)
os.wait()
print(int(os.read(here, 20)))
"""


def test_a_daemon_is_ended_with_its_program(runner: ScriptRunner, python: Interpreter) -> None:
    """Neither a session of its own nor a parent that is gone lets a process slip away."""
    ran = runner.run(python, DAEMON, limits=QUICK)
    assert ran.status == 0
    assert not lives(int(ran.stdout))


def test_what_outlives_the_main_process_is_heard(runner: ScriptRunner, python: Interpreter) -> None:
    """A forked child that prints after its parent has ended belongs to the output."""
    source = "import os, time\nif os.fork() == 0:\n    time.sleep(0.1)\n    print('child')\n"
    assert runner.run(python, source).stdout == "child\n"


LATE_CHILD = """
import os, time
if os.fork() == 0:
    time.sleep(1.5)
    print("child")
"""
CLOSED_CHILD = """
import os, time
if os.fork() == 0:
    os.closerange(0, 3)
    time.sleep(3)
    open({late!r}, "w").close()
"""


def test_what_prints_long_after_the_main_process_is_heard(
    runner: ScriptRunner, python: Interpreter
) -> None:
    """Whoever has the output open is waited for, up to the program's limit."""
    assert runner.run(python, LATE_CHILD).stdout == "child\n"
    assert runner.run(python, LATE_CHILD, limits=QUICK) == Ran(End.EXITED, "", "", 0)


def test_what_can_print_no_more_is_not_waited_for(
    runner: ScriptRunner, python: Interpreter, tmp_path: Path
) -> None:
    """A process that has closed the output is ended with the main one."""
    late = tmp_path / "late"
    ran = runner.run(python, CLOSED_CHILD.format(late=str(late)))
    assert ran == Ran(End.EXITED, "", "", 0)
    assert not late.exists()


def test_who_kills_the_starting_process_is_told_of(python: Interpreter) -> None:
    """That program only loses itself: the next one runs."""
    with ScriptRunner() as runner:
        ran = runner.run(python, "import os, time; os.kill(os.getppid(), 9); time.sleep(0.2)")
        assert ran.end is End.LOST
        assert runner.run(python, "print(1)").stdout == "1\n"


def test_a_runner_leaves_no_folder(python: Interpreter) -> None:
    """What a program has written is gone with it."""
    with ScriptRunner() as runner:
        ran = runner.run(python, "import os; open('x', 'w'); print(os.getcwd())")
        folder = Path(ran.stdout.strip())
        assert not folder.exists()
    assert not folder.parent.parent.exists()


START_METHOD = """
import multiprocessing
def work():
    print("child", multiprocessing.get_start_method(), sys_interval())
def sys_interval():
    import sys
    return sys.getswitchinterval()
if __name__ == "__main__":
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()
    print("main", multiprocessing.get_start_method(), sys_interval())
"""


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_conditions_hold_in_children_as_well(
    runner: ScriptRunner, python: Interpreter, method: str
) -> None:
    """Start method and switch interval are defaults that the program does not set."""
    ran = runner.run(python, START_METHOD, Conditions(method, 0.25))
    assert ran.stdout == f"child {method} 0.25\nmain {method} 0.25\n"


def test_a_program_may_still_choose_its_start_method(
    runner: ScriptRunner, python: Interpreter
) -> None:
    """The condition changes the default and makes no choice."""
    source = (
        "import multiprocessing\n"
        "print(multiprocessing.get_start_method(allow_none=True))\n"
        "multiprocessing.set_start_method('fork')\n"
        "print(multiprocessing.get_start_method())\n"
    )
    assert runner.run(python, source, Conditions("spawn")).stdout == "None\nfork\n"

"""Threads are switched between any two bytecodes, so that races show that hide otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from grader.observe.following import End
from grader.observe.interpreters import Interpreter, interpreters
from grader.observe.scripts import Conditions, ScriptRunner

PYTHONS = interpreters(os.environ)
each_python = pytest.mark.parametrize("python", PYTHONS, ids=lambda python: python.name)


@pytest.fixture(scope="module")
def runner() -> Iterator[ScriptRunner]:
    with ScriptRunner() as runner:
        yield runner


COUNTER = """
import threading
count = 0
lock = threading.Lock()
def add():
    global count
    for _ in range(3):
        {statement}
threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(count)
"""
CHECK_THEN_ACT = """
import threading
stock, sold = 1, []
def buy():
    global stock
    if stock:
        stock -= 1
        sold.append(1)
threads = [threading.Thread(target=buy) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(sold))
"""
TWO_LOCKS = """
import threading
a, b = threading.Lock(), threading.Lock()
def work(first, second):
    with first:
        with second:
            pass
threads = [threading.Thread(target=work, args=pair) for pair in ((a, b), (b, a))]
for thread in threads: thread.start()
for thread in threads: thread.join()
print("done")
"""
AFTER = COUNTER.format(statement="").replace("range(3)", "range(120_000)")
AFTER = AFTER.replace("        \n", "        pass\n    count += 1\n")
AFTER_CALLS = COUNTER.format(statement="len([])").replace("range(3)", "range(200)")
AFTER_CALLS = AFTER_CALLS.replace("threads = [", "    count += 1\nthreads = [")
LATE = "for i in range(120_000): pass\n" + COUNTER.format(statement="count += 1")
RACES = {
    "lost update": (COUNTER.format(statement="count += 1"), lambda ran: ran.stdout != "6\n"),
    "check then act": (CHECK_THEN_ACT, lambda ran: ran.stdout == "2\n"),
    "after a long loop in each thread": (AFTER, lambda ran: ran.stdout != "2\n"),
    "after many calls in each thread": (AFTER_CALLS, lambda ran: ran.stdout != "2\n"),
    "after a long loop before any thread": (LATE, lambda ran: ran.stdout != "6\n"),
    "two locks": (TWO_LOCKS, lambda ran: ran.end is End.HANGS),
}


@each_python
@pytest.mark.parametrize("name", RACES)
def test_a_race_shows(runner: ScriptRunner, python: Interpreter, name: str) -> None:
    """One of the seeds finds it, on each Python that is here."""
    source, shows = RACES[name]
    seeds = range(1, 61)
    assert any(shows(runner.run(python, source, Conditions(seed=seed))) for seed in seeds)


@each_python
def test_what_is_right_stays_right(runner: ScriptRunner, python: Interpreter) -> None:
    """A lock holds under every seed, and nothing else is printed."""
    source = COUNTER.format(statement="with lock: count += 1")
    for seed in range(1, 9):
        ran = runner.run(python, source, Conditions(seed=seed))
        assert (ran.stdout, ran.stderr, ran.status) == ("6\n", "", 0)


ONE_AFTER_ANOTHER = """
import threading
count = 0
def add():
    global count
    count += 1
for _ in range(300):
    thread = threading.Thread(target=add)
    thread.start()
    thread.join()
print(count)
"""


@each_python
def test_threads_may_come_and_go(runner: ScriptRunner, python: Interpreter) -> None:
    """A main thread that is alone again and again, and more often than is followed, is right."""
    ran = runner.run(python, ONE_AFTER_ANOTHER, Conditions(seed=3))
    assert (ran.stdout, ran.stderr, ran.status) == ("300\n", "", 0)


POOL = """
import threading
from concurrent.futures import ThreadPoolExecutor
def square(number):
    if number == 3:
        raise ValueError(number)
    return number * number
with ThreadPoolExecutor(2) as pool:
    print(list(pool.map(square, range(3))))
    print(type(pool.submit(square, 3).exception()).__name__)
import sys
print(sys.gettrace() is None or sys.version_info < (3, 12))
"""


@each_python
def test_a_pool_does_what_it_does(runner: ScriptRunner, python: Interpreter) -> None:
    """Results and exceptions of a pool are the same under any seed."""
    for seed in range(1, 4):
        ran = runner.run(python, POOL, Conditions(seed=seed))
        assert (ran.stdout, ran.stderr) == ("[0, 1, 4]\nValueError\nTrue\n", "")


@each_python
def test_long_programs_are_let_go(runner: ScriptRunner, python: Interpreter) -> None:
    """After a while threads run on undisturbed, so that the program ends in its time."""
    source = COUNTER.format(statement="count += 1").replace("range(3)", "range(300_000)")
    assert runner.run(python, source, Conditions(seed=1)).end is End.EXITED


@each_python
def test_children_are_left_alone(runner: ScriptRunner, python: Interpreter) -> None:
    """Only the main process is interleaved; its children run as they do."""
    source = (
        "import multiprocessing\n"
        "def work():\n"
        "    print('child')\n"
        "if __name__ == '__main__':\n"
        "    child = multiprocessing.get_context('spawn').Process(target=work)\n"
        "    child.start()\n"
        "    child.join()\n"
    )
    ran = runner.run(python, source, Conditions(seed=2))
    assert (ran.stdout, ran.stderr) == ("child\n", "")

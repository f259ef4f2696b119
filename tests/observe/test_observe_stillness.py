"""Whether anything can still come from a program: real threads and processes, really looked at."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from grader.observe.inside.family import command_of, descendants
from grader.observe.stillness import Snapshot, ThreadState, snapshot, still

LOOKS = 15
MOST = 10_000
PAUSE = 0.01
PATIENCE = 20.0

linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")

ASLEEP = ThreadState("S", 5, True)
TWO = Snapshot({(1, 1): ASLEEP, (1, 2): ASLEEP}, {1: 0.5}, 1)


def with_thread(**changes: object) -> Snapshot:
    return TWO._replace(threads={**TWO.threads, (1, 2): ASLEEP._replace(**changes)})


HAND_MADE = {
    "all asleep, and nothing moved": (TWO, TWO, True),
    "one ran in between": (TWO, with_thread(switches=6), False),
    "one runs": (TWO, with_thread(state="R"), False),
    "one ran before": (with_thread(state="R"), TWO, False),
    "one waits for a disk": (with_thread(state="D"), with_thread(state="D"), False),
    "one is stopped": (with_thread(state="T"), with_thread(state="T"), False),
    "one waits for a time": (TWO, with_thread(untimed=False), False),
    "one waited for a time and now does not": (with_thread(untimed=False), TWO, True),
    "one is new": (Snapshot({(1, 1): ASLEEP}, {}, 1), TWO, False),
    "one is gone": (TWO, Snapshot({(1, 1): ASLEEP}, {}, 1), False),
    "nobody is there": (Snapshot({}, {}, 0), Snapshot({}, {}, 0), False),
}


@pytest.mark.parametrize(("before", "after", "expected"), HAND_MADE.values(), ids=HAND_MADE)
def test_still_is_that_nothing_moved_and_no_clock_runs(
    before: Snapshot, after: Snapshot, expected: bool
) -> None:
    """Every thread slept in both looks, did not run between, and waits for no time."""
    assert still(before, after) is expected


@pytest.mark.parametrize(
    ("state", "expected"), [("S", True), ("T", True), ("t", True), ("R", False), ("D", False)]
)
def test_asleep_is_that_no_thread_wants_the_cpu(state: str, expected: bool) -> None:
    """A thread that waits for a disk is at work."""
    assert with_thread(state=state).asleep is expected


Start = Callable[..., "Child"]


class Child:
    """A program of our own, whose threads are looked at."""

    def __init__(self, source: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", source],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        self.told = self.process.stdout.readline().decode().strip()

    def look(self, *at_gate: tuple[int, int]) -> Snapshot:
        """A snapshot without whatever else descends from the process of the tests."""
        seen = snapshot(os.getpid(), at_gate, MOST)
        family = {self.process.pid, *descendants(self.process.pid)}
        threads = {key: thread for key, thread in seen.threads.items() if key[0] in family}
        cpu = {pid: s for pid, s in seen.cpu_seconds.items() if pid in family}
        return Snapshot(threads, cpu, len(cpu))

    def becomes_still(self, *at_gate: tuple[int, int]) -> bool:
        """Look until it is still."""
        end, before = time.monotonic() + PATIENCE, self.look(*at_gate)
        while time.monotonic() < end:
            time.sleep(PAUSE)
            after = self.look(*at_gate)
            if still(before, after):
                return True
            before = after
        return False

    def ever_still(self) -> bool:
        """Look a number of times, and say whether it was still once."""
        looks = []
        for _ in range(LOOKS):
            looks.append(self.look())
            time.sleep(PAUSE)
        return any(still(*pair) for pair in itertools.pairwise(looks))

    def end(self) -> None:
        # All at once: one that is just being forked would outlive a list, and keep the output open.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


@pytest.fixture
def start() -> Iterator[Start]:
    children: list[Child] = []

    def begin(source: str) -> Child:
        children.append(Child(source))
        return children[-1]

    yield begin
    for child in children:
        child.end()


STILL = {
    "a lock that nobody releases": """
lock = threading.Lock(); lock.acquire(); ready(); lock.acquire()
""",
    "a join of a thread that waits": """
thread = threading.Thread(target=threading.Event().wait); thread.start(); ready(); thread.join()
""",
    "a condition without a time": """
condition = threading.Condition()
with condition: ready(); condition.wait()
""",
    "a queue that stays empty": """
ready(); queue.Queue().get()
""",
    "a pipe between processes": """
here, there = os.pipe(); ready(); os.read(here, 1)
""",
    "a pipe that nobody reads": """
here, there = os.pipe(); ready(); os.write(there, bytes(1_000_000))
""",
    "a child process that waits": """
here, there = os.pipe()
if os.fork() == 0: os.read(here, 1)
ready(); os.wait()
""",
    "a pool that has nothing to do": """
pool = concurrent.futures.ThreadPoolExecutor(2); pool.map(abs, [1, 2]); ready()
threading.Event().wait()
""",
    "a multiprocessing queue": """
multiprocessing.set_start_method("fork"); q = multiprocessing.Queue()
multiprocessing.Process(target=q.get).start(); ready(); q.get()
""",
    "a selector without a time": """
here, there = socket.socketpair(); ready(); select.select([here], [], [])
""",
    "a poll without a time": """
here, there = os.pipe(); p = select.poll(); p.register(here, select.POLLIN); ready(); p.poll()
""",
    "an event loop with nothing to come": """
async def main(): ready(); await asyncio.Event().wait()
asyncio.run(main())
""",
}
MOVING = {
    "a sleep": "ready(); time.sleep(600)",
    "a condition with a time": """
condition = threading.Condition()
with condition: ready(); condition.wait(600)
""",
    "a lock with a time": """
lock = threading.Lock(); lock.acquire(); ready(); lock.acquire(timeout=600)
""",
    "a join with a time": """
thread = threading.Thread(target=threading.Event().wait); thread.start(); ready(); thread.join(600)
""",
    "a timer beside a waiting main thread": """
timer = threading.Timer(600, print); timer.start(); ready(); timer.join()
""",
    "a loop that computes": """
ready()
while True: pass
""",
    "a thread that computes while the others wait for it": """
def spin():
    while True: pass
thread = threading.Thread(target=spin); thread.start(); ready(); thread.join()
""",
    "a loop of short sleeps": """
ready()
while True: time.sleep(0.001)
""",
    "a child that computes while its parent waits": """
if os.fork() == 0:
    while True: pass
ready(); os.wait()
""",
    "a socket, which the world may speak on": """
here, there = socket.socketpair(); ready(); here.recv(1)
""",
    "a selector with a time": """
here, there = socket.socketpair(); ready(); select.select([here], [], [], 600)
""",
    "an event loop with a timer": """
async def main(): ready(); await asyncio.sleep(600)
asyncio.run(main())
""",
}
HEAD = """
import asyncio, concurrent.futures, multiprocessing, os, queue, select, socket, threading, time
def ready():
    print(threading.get_native_id(), flush=True)
"""


@linux
@pytest.mark.parametrize("source", STILL.values(), ids=STILL)
def test_who_waits_without_a_time_is_still(start: Start, source: str) -> None:
    """Nothing in the program can happen by itself."""
    assert start(HEAD + source).becomes_still()


@linux
@pytest.mark.parametrize("source", MOVING.values(), ids=MOVING)
def test_who_computes_or_waits_for_a_time_is_not_still(start: Start, source: str) -> None:
    """However often one looks."""
    assert not start(HEAD + source).ever_still()


@linux
def test_a_thread_that_the_grader_holds_waits_for_no_time(start: Start) -> None:
    """It waits on a socket, and the grader knows what for."""
    child = start(HEAD + MOVING["a socket, which the world may speak on"])
    assert child.becomes_still((child.process.pid, int(child.told)))


@linux
def test_a_program_that_has_ended_is_not_still(start: Start) -> None:
    """A zombie has no thread that could be looked at."""
    child = start(HEAD + "ready()")
    os.waitid(os.P_PID, child.process.pid, os.WEXITED | os.WNOWAIT)
    assert child.look().threads == {}


@linux
def test_the_cpu_seconds_of_a_program_only_rise(start: Start) -> None:
    """A computing program is seen to use them."""
    child = start(HEAD + MOVING["a loop that computes"])
    pid, end = child.process.pid, time.monotonic() + PATIENCE
    first = child.look().cpu_seconds[pid]
    while (now := child.look().cpu_seconds[pid]) < first + 0.1 and time.monotonic() < end:
        time.sleep(PAUSE)
    assert now >= first + 0.1


@linux
def test_descendants_are_found_with_their_parents(start: Start) -> None:
    """Children of children, and those of a thread that is not the main one."""
    child = start(
        HEAD
        + """
def fork():
    if os.fork() == 0:
        if os.fork() == 0:
            print("here", flush=True)
        threading.Event().wait()
thread = threading.Thread(target=fork); thread.start(); thread.join(); threading.Event().wait()
"""
    )
    family = descendants(child.process.pid)
    (middle, youngest) = family
    assert family == {middle: child.process.pid, youngest: middle}


@linux
def test_beyond_the_most_only_the_number_of_processes_is_told(start: Start) -> None:
    """A fork bomb is not looked at one by one."""
    start(HEAD + "os.fork(); os.fork(); ready(); threading.Event().wait()")
    seen = snapshot(os.getpid(), (), 1)
    assert (seen.threads, seen.cpu_seconds) == ({}, {})
    assert seen.processes > 1


def test_nobody_descends_from_a_process_that_is_not_there() -> None:
    """Its command line is empty as well."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert descendants(gone.pid) == {}
    assert command_of(gone.pid) == ""

"""A function that is called twice in one process shows what it keeps between its calls."""

from __future__ import annotations

from programs import Bench

from grader.observe.observation import Ending
from grader.observe.request import Task

PROGRAM = """\
import functools
import threading

kept = []


def fresh(func, values):
    threads = [threading.Thread(target=func, args=(value,)) for value in values]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    values.clear()


def collects(func, values):
    kept.extend(values)
    return list(kept)


@functools.cache
def remembers(func):
    func()


def starts_again(func, values):
    kept.extend(threading.Thread(target=func, args=(value,)) for value in values)
    for thread in kept:
        thread.start()
    for thread in kept:
        thread.join()
"""


def test_only_the_last_call_is_told_of(bench: Bench) -> None:
    """The trace begins with the second call, which gets arguments of its own."""
    seen = bench.call("fresh", Task(), [1, 2], times=2)
    assert seen.ending is Ending.RETURNED
    assert [event.kind for event in seen.trace.events].count("call") == 1
    assert [call.args for call in seen.trace.calls] == [(1,), (2,)]
    assert seen.trace.order == "SSJJ"


def test_what_is_kept_comes_back_twice(bench: Bench) -> None:
    """A list at module level holds what the first call put into it."""
    assert bench.call("collects", Task(), [1, 2], times=2).value == [1, 2, 1, 2]


def test_every_call_gets_the_same_task(bench: Bench) -> None:
    """Who remembers a function and does nothing the second time is found out."""
    assert bench.call("remembers", Task(), times=2).trace.calls == ()
    assert len(bench.call("remembers", Task()).trace.calls) == 1


def test_a_second_call_may_fail(bench: Bench) -> None:
    """A thread of the first call cannot be started again."""
    seen = bench.call("starts_again", Task(), [1, 2], times=2)
    assert seen.ending is Ending.RAISED
    assert seen.failure is not None
    assert seen.failure.error == "RuntimeError"

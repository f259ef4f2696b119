"""Where a name came from that reaches a task, and when a running thread gets another one."""

from __future__ import annotations

import pytest
from programs import Bench

from grader.observe.observation import Observation
from grader.observe.request import Hold, Task

PROGRAM = """\
from threading import Event, Thread, current_thread


def run(target, name=None, then=None):
    thread = Thread(target=target, name=name)
    thread.start()
    if then is not None:
        thread.name = then
    thread.join()


def reads_it(func, names):
    run(lambda: func(current_thread().name), names[0])


def hands_it_over(func, names):
    run(lambda: func(names[0]), names[0])


def watches_it(func, names):
    def work():
        for _ in range(100):
            name = current_thread().name
        func(name)

    thread = Thread(target=work, name=names[0])
    for _ in range(100):
        thread.name
    thread.start()
    thread.join()


def named_too_late(func, names):
    run(lambda: func(current_thread().name), "nobody", then=names[0])


def waits_for_its_name(func, names):
    named = Event()

    def work():
        named.wait()
        func(current_thread().name)

    thread = Thread(target=work, name="nobody")
    thread.start()
    thread.name = names[0]  # who says this is held, or is not
    named.set()
    thread.join()


def names_itself(func, names):
    def work():
        current_thread().name = names[0]
        func(current_thread().name)

    run(work, "nobody")


def named_before_start(func, names):
    thread = Thread(target=lambda: func(current_thread().name))
    thread.name = names[0]
    thread.start()
    thread.join()
    thread.name = "done"
"""


def observed(bench: Bench, function: str, hold: Hold | None = None) -> Observation:
    return bench.call(function, Task(), ["loader"], watch=("names",), hold=hold)


@pytest.mark.parametrize(("function", "given"), [("reads_it", False), ("hands_it_over", True)])
def test_a_name_that_was_read_is_not_the_one_that_was_given(
    bench: Bench, function: str, given: bool
) -> None:
    """Both are equal; only the one out of the list is told as given."""
    (call,) = observed(bench, function).trace.calls
    assert call.args == ("loader",)
    assert call.begin.facts["given"] is given


def test_a_name_that_is_watched_is_told_once_for_each_reader(bench: Bench) -> None:
    """A loop does not drown the rest."""
    reads = observed(bench, "watches_it").trace.of("name_read")
    assert [read.facts["mine"] for read in reads] == [False, True]


@pytest.mark.parametrize(
    ("function", "name", "renames"),
    [
        ("named_too_late", "nobody", 1),
        ("waits_for_its_name", "loader", 1),
        ("names_itself", "loader", 0),
        ("named_before_start", "loader", 0),
    ],
)
def test_who_names_a_running_thread_is_held_until_it_has_read_its_name(
    bench: Bench, function: str, name: str, renames: int
) -> None:
    """Unless it waits for the new name; a thread's own naming, and one in time, hold nobody."""
    # The one task that comes is held until all is still, so its thread lives when it is renamed.
    trace = observed(bench, function, Hold(in_flight=2)).trace
    assert [call.args for call in trace.calls] == [(name,)]
    assert trace.calls[0].begin.thread == name
    assert len(trace.of("renamed")) == renames


def test_without_a_gate_a_rename_is_told_and_not_held(bench: Bench) -> None:
    """With its line in the learner's file."""
    (renamed,) = observed(bench, "waits_for_its_name").trace.of("renamed")
    assert renamed.line == bench.line("is held, or is not")

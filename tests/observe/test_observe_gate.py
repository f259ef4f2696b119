"""The rule of the gate, as a table: what is told, and who is let through for what reason."""

from __future__ import annotations

import pytest
from made_up import MAIN, begin, end, event, join, started

from grader.observe.gate import Gate, Reason, Waiter
from grader.observe.request import Hold

LANES = [(10, tid) for tid in range(11, 17)]


def arrive(gate: Gate, *numbers: int) -> None:
    """Tasks come to the gate: task N in lane N, as call cN, by worker N."""
    for n in numbers:
        pid, tid = LANES[n]
        gate.arrive(Waiter(n, "task", pid, tid, f"c{n}"))
        gate.feed(begin(f"c{n}", LANES[n]))


def born(gate: Gate, *numbers: int, held: bool = True) -> None:
    """Threads begin, and wait at the gate where births are held."""
    for n in numbers:
        if held:
            gate.arrive(Waiter(100 + n, "birth", *LANES[n]))
        gate.feed(event("thread_begin", LANES[n], what="thread", worker=n, ident=n))


def ended(gate: Gate, *numbers: int) -> None:
    for n in numbers:
        gate.feed(end(f"c{n}", LANES[n]))


def names(released: list[tuple[Waiter, Reason]]) -> list[tuple[str, str]]:
    return [(waiter.call or f"birth {waiter.number - 100}", str(why)) for waiter, why in released]


def test_tasks_are_held_until_so_many_are_in_flight() -> None:
    """Two are not three; the third lets all three go on."""
    gate = Gate(Hold(in_flight=3))
    arrive(gate, 0, 1)
    assert names(gate.releases()) == []
    assert [waiter.call for waiter in gate.waiting] == ["c0", "c1"]
    arrive(gate, 2)
    assert names(gate.releases()) == [("c0", "seen"), ("c1", "seen"), ("c2", "seen")]
    assert gate.waiting == ()


def test_who_is_let_through_is_told_once() -> None:
    """A second question finds nobody left to let through."""
    gate = Gate(Hold(in_flight=1))
    arrive(gate, 0)
    assert names(gate.releases()) == [("c0", "seen")]
    assert names(gate.releases()) == []


def test_once_so_many_were_in_flight_none_is_held() -> None:
    """A bounded pool's later tasks run without waiting."""
    gate = Gate(Hold(in_flight=2))
    arrive(gate, 0, 1)
    gate.releases()
    ended(gate, 0, 1)
    arrive(gate, 2)
    assert names(gate.releases()) == [("c2", "seen")]


def test_waves_wait_for_so_many_again() -> None:
    """Each group of tasks is held until so many wait."""
    gate = Gate(Hold(waves=2))
    arrive(gate, 0, 1)
    assert len(gate.releases()) == 2
    ended(gate, 0, 1)
    arrive(gate, 2)
    assert names(gate.releases()) == []
    arrive(gate, 3)
    assert names(gate.releases()) == [("c2", "seen"), ("c3", "seen")]


def test_a_task_of_an_earlier_wave_does_not_count_for_the_next() -> None:
    """So each worker of a pool gets one task of a wave, however slow the others are."""
    gate = Gate(Hold(waves=2))
    arrive(gate, 0, 1)
    gate.releases()
    ended(gate, 0)
    arrive(gate, 2)
    assert names(gate.releases()) == []


@pytest.mark.parametrize("reason", [Reason.STILL, Reason.IDLE, Reason.SPINNING])
def test_when_nothing_more_can_come_all_are_let_through(reason: Reason) -> None:
    """Fewer than were waited for go on, and why is told."""
    gate = Gate(Hold(in_flight=3))
    arrive(gate, 0, 1)
    assert names(gate.exhausted(reason)) == [("c0", str(reason)), ("c1", str(reason))]


def test_a_hold_without_a_wish_waits_until_nothing_more_can_come() -> None:
    """Whatever happens meanwhile lets nobody through."""
    gate = Gate(Hold())
    arrive(gate, 0, 1, 2)
    gate.feed(join("join", 0))
    assert names(gate.releases()) == []
    assert len(gate.exhausted(Reason.STILL)) == 3


def test_the_end_of_the_function_opens_every_gate() -> None:
    """What is still held then was not waited for; later comers are not held at all."""
    gate = Gate(Hold(joined=True, births=9))
    arrive(gate, 0)
    born(gate, 1)
    gate.feed(event("over"))
    assert names(gate.releases()) == [("c0", "over"), ("birth 1", "over")]
    arrive(gate, 2)
    assert names(gate.releases()) == [("c2", "over")]


def test_a_task_is_let_through_when_its_thread_is_joined() -> None:
    """A join of another thread does not open its gate."""
    gate = Gate(Hold(joined=True))
    born(gate, 0, 1, held=False)
    arrive(gate, 0, 1)
    gate.feed(join("join", 1))
    assert names(gate.releases()) == [("c1", "seen")]
    gate.feed(join("join", 0))
    assert names(gate.releases()) == [("c0", "seen")]


def test_a_join_may_come_before_the_task() -> None:
    """A task that begins in a joined thread is not held."""
    gate = Gate(Hold(joined=True))
    born(gate, 0, held=False)
    gate.feed(join("join", 0))
    arrive(gate, 0)
    assert names(gate.releases()) == [("c0", "seen")]


def test_a_join_of_the_thread_opens_no_other_process() -> None:
    """The same number names another worker in another process."""
    gate = Gate(Hold(joined=True))
    born(gate, 0, held=False)
    arrive(gate, 0)
    gate.feed(event("join", (99, 99), what="thread", worker=0, timed=False))
    assert names(gate.releases()) == []


def test_a_task_is_let_through_when_its_process_is_joined() -> None:
    """Whichever thread of the process runs the task."""
    gate = Gate(Hold(joined=True))
    gate.feed(started(7, 500, "process"))
    gate.arrive(Waiter(1, "task", 500, 501, "c1"))
    gate.feed(begin("c1", (500, 501)))
    assert names(gate.releases()) == []
    gate.feed(join("join", 7, "process"))
    assert names(gate.releases()) == [("c1", "seen")]


@pytest.mark.parametrize(("times", "released"), [(1, False), (99, False), (100, True), (101, True)])
def test_a_timed_join_counts_when_it_is_repeated(times: int, released: bool) -> None:
    """`join(timeout)` until the thread is dead is a join; one that gives up is not."""
    gate = Gate(Hold(joined=True))
    born(gate, 0, held=False)
    arrive(gate, 0)
    for _ in range(times):
        gate.feed(join("join", 0, timed=True))
    assert bool(gate.releases()) is released


def test_the_newest_goes_first_and_the_next_when_it_has_ended() -> None:
    """Tasks end in the reverse of the order in which they began."""
    gate = Gate(Hold(in_flight=3, last_first=True))
    arrive(gate, 0, 1, 2)
    order = []
    for expected in ("c2", "c1", "c0"):
        assert names(gate.releases()) == [(expected, "seen")]
        assert names(gate.releases()) == []
        order.append(expected)
        ended(gate, int(expected[1]))
    assert gate.waiting == ()


def test_the_newest_alone_goes_when_nothing_more_can_come() -> None:
    """A pool of two workers that was asked for three in flight runs in reverse as well."""
    gate = Gate(Hold(in_flight=3, last_first=True))
    arrive(gate, 0, 1)
    assert names(gate.exhausted(Reason.STILL)) == [("c1", "still")]
    assert gate.working


def test_the_first_that_comes_goes_last() -> None:
    """No other is held, and the first is for as long as anything else can come."""
    gate = Gate(Hold(first_last=True))
    arrive(gate, 0, 1)
    assert names(gate.releases()) == [("c1", "seen")]
    arrive(gate, 2)
    assert names(gate.releases()) == [("c2", "seen")]
    assert names(gate.exhausted(Reason.STILL)) == [("c0", "still")]
    arrive(gate, 3)
    assert names(gate.releases()) == [("c3", "seen")]


def test_births_are_held_until_so_many_are_born() -> None:
    """The last one lets all of them go on, and their tasks are held by their own rule."""
    gate = Gate(Hold(births=3, in_flight=2))
    born(gate, 0, 1)
    assert names(gate.releases()) == []
    born(gate, 2)
    assert names(gate.releases()) == [("birth 0", "seen"), ("birth 1", "seen"), ("birth 2", "seen")]
    arrive(gate, 0)
    assert names(gate.releases()) == []
    arrive(gate, 1)
    assert names(gate.releases()) == [("c0", "seen"), ("c1", "seen")]


def test_a_join_ends_the_holding_of_births() -> None:
    """Who joins a thread has started all that are to run beside it."""
    gate = Gate(Hold(births=3))
    born(gate, 0)
    gate.feed(join("join", 0))
    assert names(gate.releases()) == [("birth 0", "seen")]
    born(gate, 1)
    assert names(gate.releases()) == [("birth 1", "seen")]


def test_when_nothing_more_can_come_births_go_before_tasks() -> None:
    """The newborn may still begin tasks, so the tasks stay held."""
    gate = Gate(Hold(births=3, in_flight=3))
    arrive(gate, 0)
    born(gate, 1)
    assert names(gate.exhausted(Reason.STILL)) == [("birth 1", "still")]
    assert [waiter.call for waiter in gate.waiting] == ["c0"]
    assert names(gate.exhausted(Reason.STILL)) == [("c0", "still")]


def test_a_rename_waits_until_nothing_more_can_come_and_goes_before_tasks() -> None:
    """The thread that gets another name has read its old one by then, or waits for the new."""
    gate = Gate(Hold(births=2, in_flight=1))
    gate.arrive(Waiter(200, "rename", *MAIN))
    born(gate, 0)
    assert names(gate.releases()) == []
    assert names(gate.exhausted(Reason.STILL)) == [("birth 0", "still")]
    arrive(gate, 1)
    assert names(gate.releases()) == [("c1", "seen")]
    arrive(gate, 2)
    assert names(gate.exhausted(Reason.STILL)) == [("birth 100", "still")]
    assert [waiter.call for waiter in gate.waiting] == ["c2"]


def test_births_need_no_hold_where_none_is_asked_for() -> None:
    """A birth at the gate without such a hold goes on at once."""
    gate = Gate(Hold(in_flight=2))
    born(gate, 0)
    assert names(gate.releases()) == [("birth 0", "seen")]


def test_a_waiter_that_left_is_not_let_through() -> None:
    """Nor does its task count as in flight."""
    gate = Gate(Hold(in_flight=2))
    arrive(gate, 0)
    gate.leave(0)
    assert gate.waiting == ()
    arrive(gate, 1)
    assert names(gate.releases()) == []


def test_nobody_left_where_nobody_waited() -> None:
    """A connection without a waiter may close as well."""
    gate = Gate(Hold(in_flight=1))
    gate.leave(5)
    arrive(gate, 0)
    assert names(gate.releases()) == [("c0", "seen")]


def test_the_tasks_of_a_lost_process_are_in_flight_no_more() -> None:
    """A killed worker's task neither counts nor keeps the next one from its turn."""
    gate = Gate(Hold(in_flight=2, last_first=True))
    for number, call in enumerate(("500.1.1", "600.1.1")):
        pid = int(call[:3])
        gate.arrive(Waiter(number, "task", pid, 1, call))
        gate.feed(begin(call, (pid, 1)))
    assert names(gate.releases()) == [("600.1.1", "seen")]
    gate.lost(600)
    assert not gate.working
    assert names(gate.releases()) == [("500.1.1", "seen")]


def test_a_process_whose_number_begins_alike_is_not_lost() -> None:
    """Process 60's end is not process 600's."""
    gate = Gate(Hold(in_flight=2))
    gate.arrive(Waiter(1, "task", 600, 1, "600.1.1"))
    gate.feed(begin("600.1.1", (600, 1)))
    gate.lost(60)
    arrive(gate, 0)
    assert len(gate.releases()) == 2


def test_working_is_who_was_let_through_and_has_not_ended() -> None:
    """Not who waits, and not who is done."""
    gate = Gate(Hold(in_flight=1))
    assert not gate.working
    arrive(gate, 0)
    assert not gate.working
    gate.releases()
    assert gate.working
    ended(gate, 0)
    assert not gate.working


def test_other_events_open_no_gate() -> None:
    """A program may do a great deal before its tasks are in flight."""
    gate = Gate(Hold(in_flight=2, joined=False))
    arrive(gate, 0)
    for kind in ("call", "sleep", "pool", "given", "shutdown", "process_begin", "thread_end"):
        gate.feed(event(kind, MAIN, worker=0))
    assert names(gate.releases()) == []

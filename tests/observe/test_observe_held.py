"""What is held at the gate, and let through for the right reason, however the machine is busy."""

from __future__ import annotations

import pytest
from programs import Bench

from grader.models import Limits
from grader.observe.observation import Ending
from grader.observe.request import Hold, Task

PROGRAM = """
import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed


def late_lambda(func, values):
    threads = []
    for value in values:
        threads.append(threading.Thread(target=lambda: func(value)))
        threads[-1].start()
    for one in threads:
        one.join()


def early_lambda(func, values):
    threads = []
    for value in values:
        threads.append(threading.Thread(target=lambda value=value: func(value)))
        threads[-1].start()
    for one in threads:
        one.join()


def joins(func):
    one = threading.Thread(target=func)
    one.start()
    one.join()


def joins_by_loop(func):
    one = threading.Thread(target=func)
    one.start()
    while one.is_alive():
        one.join(timeout=0.001)


def gives_up(func):
    one = threading.Thread(target=func)
    one.start()
    one.join(0.01)


def sleeps(func):
    one = threading.Thread(target=func)
    one.start()
    time.sleep(60)


def polls(func, values):
    for value in values:
        one = threading.Thread(target=func, args=(value,))
        one.start()
        while one.is_alive():
            time.sleep(0.001)


def spins(func):
    one = threading.Thread(target=func)
    one.start()
    while one.is_alive():
        pass


def waits_for_an_event(func):
    done = threading.Event()

    def run():
        func()
        done.set()

    threading.Thread(target=run).start()
    done.wait()


def by_queue(func, values):
    results = queue.Queue()
    for value in values:
        threading.Thread(target=lambda v=value: results.put((v, func(v)))).start()
    return sorted(results.get() for _ in values)


def in_pool_of_two(func, values):
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(func, values))


def as_they_come(func, values):
    with ThreadPoolExecutor(len(values)) as pool:
        futures = [pool.submit(func, value) for value in values]
        return [future.result() for future in as_completed(futures)]


def in_order(func, values):
    with ThreadPoolExecutor(len(values)) as pool:
        return list(pool.map(func, values))


def submit_and_wait(func, values):
    with ThreadPoolExecutor(3) as pool:
        return [pool.submit(func, value).result() for value in values]
"""

DOUBLED = Task(returns=tuple((n, n * 2) for n in range(10)))


def reasons(seen: object) -> list[str]:
    return [str(call.reason) for call in seen.trace.calls]  # type: ignore[attr-defined]


def test_a_late_binding_lambda_shows_every_time(bench: Bench) -> None:
    """New threads are held until all are born, so each looks its value up when it is the last."""
    for _ in range(20):
        seen = bench.call("late_lambda", Task(), [1, 2, 3], hold=Hold(births=3, in_flight=1))
        assert [call.args for call in seen.trace.calls] == [(3,)] * 3


def test_a_value_that_is_bound_early_arrives_every_time(bench: Bench) -> None:
    """The same hold lets a right program be right."""
    for _ in range(5):
        seen = bench.call("early_lambda", Task(), [1, 2, 3], hold=Hold(births=3, in_flight=1))
        assert sorted(call.args for call in seen.trace.calls) == [(1,), (2,), (3,)]


@pytest.mark.parametrize("function", ["joins", "joins_by_loop"])
@pytest.mark.parametrize("hurry", [False, True])
def test_a_join_is_seen_every_time(bench: Bench, function: str, hurry: bool) -> None:
    """Right code is let through because it joined, and not because patience ended."""
    for _ in range(10):
        seen = bench.call(function, Task(), hold=Hold(joined=True), hurry=hurry)
        assert reasons(seen) == ["seen"]
        assert seen.trace.workers[0].joined


def test_a_join_that_gives_up_is_no_join(bench: Bench) -> None:
    """The function returned while its task was held."""
    seen = bench.call("gives_up", Task(), hold=Hold(joined=True))
    assert reasons(seen) == ["over"]
    assert [event.facts["alive"] for event in seen.trace.of("joined")] == [True]


def test_a_sleep_is_cut_short_and_told(bench: Bench) -> None:
    """A minute's sleep proves nothing that a moment's would not."""
    seen = bench.call("sleeps", Task(), hold=Hold(joined=True), hurry=True)
    assert seen.ending is Ending.RETURNED
    assert reasons(seen) == ["over"]
    (slept,) = seen.trace.of("sleep")
    assert (slept.facts["seconds"], slept.line) == (60.0, bench.line("time.sleep(60)"))


def test_a_sleep_is_not_cut_short_unless_it_is_asked_for(bench: Bench) -> None:
    """Without hurry the program sleeps on, to its limit, and its task is let through meanwhile."""
    seen = bench.call("sleeps", Task(), hold=Hold(joined=True), limits=Limits(seconds=0.8))
    assert seen.ending is Ending.TIMEOUT
    assert reasons(seen) == ["idle"]


@pytest.mark.parametrize("hurry", [False, True])
def test_who_polls_is_let_through_as_idle(bench: Bench, hurry: bool) -> None:
    """Two threads are waited for by polling, one after another."""
    limits = Limits(seconds=8)
    seen = bench.call("polls", Task(), [1, 2], hold=Hold(in_flight=2), hurry=hurry, limits=limits)
    assert seen.ending is Ending.RETURNED
    assert reasons(seen) == ["idle", "idle"]
    assert seen.trace.peak_in_flight == 1


def test_who_spins_is_let_through_as_spinning(bench: Bench) -> None:
    """A loop without a sleep computes, and begins nothing."""
    seen = bench.call("spins", Task(), hold=Hold(in_flight=2))
    assert seen.ending is Ending.RETURNED
    assert reasons(seen) == ["spinning"]


def test_who_waits_by_other_means_is_let_through_as_still(bench: Bench) -> None:
    """Waiting for an Event is no join, and nothing more can come."""
    seen = bench.call("waits_for_an_event", Task(), hold=Hold(joined=True))
    assert seen.ending is Ending.RETURNED
    assert reasons(seen) == ["still"]


def test_results_by_a_queue_come_through(bench: Bench) -> None:
    """All are in flight at once, without a join."""
    seen = bench.call("by_queue", DOUBLED, [1, 2, 3], hold=Hold(in_flight=3))
    assert seen.value == [(1, 2), (2, 4), (3, 6)]
    assert reasons(seen) == ["seen"] * 3


def test_a_bounded_pool_gets_through_more_tasks_than_workers(bench: Bench) -> None:
    """Asked for two in flight, it is seen; asked for three, nothing more can come."""
    seen = bench.call("in_pool_of_two", DOUBLED, [1, 2, 3, 4], hold=Hold(in_flight=2))
    assert (seen.value, reasons(seen)) == ([2, 4, 6, 8], ["seen"] * 4)
    seen = bench.call("in_pool_of_two", DOUBLED, [1, 2, 3, 4], hold=Hold(in_flight=3))
    assert (seen.value, set(reasons(seen))) == ([2, 4, 6, 8], {"still"})
    assert seen.trace.peak_in_flight == 2


def test_waves_pair_a_pool_of_two(bench: Bench) -> None:
    """Each pair of tasks is in flight at once."""
    hold = Hold(waves=2)
    seen = bench.call("in_pool_of_two", DOUBLED, [1, 2, 3, 4], hold=hold)
    assert (seen.value, seen.trace.peak_in_flight) == ([2, 4, 6, 8], 2)
    assert reasons(seen) == ["seen"] * 4


def test_tasks_end_one_by_one_when_the_last_goes_first(bench: Bench) -> None:
    """All four were in flight; each was let through when the one before had ended."""
    hold = Hold(in_flight=4, last_first=True)
    for function in ("in_order", "as_they_come"):
        seen = bench.call(function, DOUBLED, [1, 2, 3, 4], hold=hold)
        assert (sorted(seen.value), seen.trace.peak_in_flight) == ([2, 4, 6, 8], 4)
        assert reasons(seen) == ["seen"] * 4
        ended = [event.facts["call"] for event in seen.trace.of("end")]
        assert ended == list(seen.trace.released)


def test_submit_and_wait_is_serial_every_time(bench: Bench) -> None:
    """Three workers, and never two tasks at once."""
    for _ in range(5):
        seen = bench.call("submit_and_wait", DOUBLED, [1, 2, 3], hold=Hold(in_flight=3))
        assert (seen.value, seen.trace.peak_in_flight) == ([2, 4, 6], 1)
        assert reasons(seen) == ["still"] * 3

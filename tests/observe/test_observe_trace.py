"""What a trace answers, and how much of its work could run side by side."""

from __future__ import annotations

import pytest
from made_up import MAIN, begin, end, event, join, started, trace_of

from grader.observe.gate import Reason
from grader.observe.parallelism import cpu_parallelism, waiting_parallelism
from grader.observe.protocol import encode
from grader.observe.trace import Trace, line_of

T1, T2, T3 = (10, 11), (10, 12), (10, 13)
P1, P2 = (20, 20), (30, 30)


def start(worker: int, **options: object) -> object:
    return event("start", what="thread", worker=worker, **options)


def test_an_empty_trace_answers_everything() -> None:
    """A program that died at once is asked the same questions."""
    trace = Trace(())
    assert (trace.caller, trace.over, trace.calls, trace.workers) == (None, None, (), ())
    assert (trace.order, trace.peak_in_flight, trace.lanes) == ("", 0, frozenset())
    assert (trace.processes, trace.pools) == (frozenset(), ())
    assert cpu_parallelism(trace) == waiting_parallelism(trace) == 1.0


def test_the_order_is_the_starts_and_joins_of_the_program() -> None:
    """As letters, in the order in which they were made."""
    starts = [start(1), start(2), join("join", 1), join("joined", 1), join("join", 2)]
    assert trace_of(starts).order == "SSJJ"


def test_a_repeated_timed_join_is_one_letter() -> None:
    """A loop of `join(timeout)` is one join, whatever stands between."""
    events = [start(1), start(2), *[join("join", 1, timed=True), join("join", 2, timed=True)] * 3]
    assert trace_of(events).order == "SSJJ"


def test_the_same_number_in_another_process_is_another_worker() -> None:
    """Workers are numbered by their own process."""
    other = event("join", P1, what="thread", worker=1, timed=False)
    assert trace_of([start(1), join("join", 1), other]).order == "SJJ"


def test_what_a_pool_starts_and_joins_is_not_in_the_order() -> None:
    """The order is what the learner wrote."""
    by = "concurrent.futures.thread"
    pool = [start(1, by=by), event("join", by=by, what="thread", worker=1, timed=False)]
    assert trace_of([*pool, start(2)]).order == "S"


@pytest.mark.parametrize(
    ("story", "peak"),
    [("aAbBcC", 1), ("abAcBC", 2), ("abcABC", 3), ("abc", 3), ("", 0), ("aAbc", 2)],
)
def test_the_peak_is_the_most_between_begin_and_end(story: str, peak: int) -> None:
    """Small letters begin, capitals end; one that never ends stays in flight."""
    events = [begin(c, T1) if c.islower() else end(c.lower(), T1) for c in story]
    assert trace_of(events).peak_in_flight == peak


def test_a_call_has_its_arguments_its_lane_its_end_and_its_reason() -> None:
    """The arguments come back with their exact types."""
    given = {"args": [encode(("a", 1.0))], "kwargs": {"b": encode(True)}}
    trace = trace_of([begin("c1", T1, **given), end("c1", T1, 0.25)], {"c1": Reason.SEEN})
    (call,) = trace.calls
    assert (call.task, call.args, call.kwargs) == ("func", (("a", 1.0),), {"b": True})
    assert (call.lane, call.cpu_seconds, call.reason) == (T1, 0.25, Reason.SEEN)


def test_a_call_that_never_ended_has_no_end_and_used_nothing() -> None:
    """Its reason is None where there was no gate."""
    (call,) = trace_of([begin("c1", T1)]).calls
    assert (call.end, call.cpu_seconds, call.reason) == (None, 0.0, None)


def test_lanes_are_threads_and_processes_in_which_tasks_ran() -> None:
    """A thread that ran no task is no lane."""
    trace = trace_of([started(1, 13), begin("a", T1), begin("b", T2), begin("c", P1)])
    assert trace.lanes == {T1, T2, P1}
    assert trace.processes == {10, 20}


def test_workers_are_what_the_program_started_itself() -> None:
    """Threads and processes, each with its lane; a pool's own are left out."""
    by = "multiprocessing.pool"
    trace = trace_of([started(1, 11), started(2, 20, "process"), started(3, 12, by=by)])
    assert [(w.what, w.name, w.lane) for w in trace.workers] == [
        ("thread", "w1", T1),
        ("process", "w2", P1),
    ]


def test_a_worker_whose_number_is_unknown_has_no_lane() -> None:
    """A process that was gone before its number could be asked."""
    (worker,) = trace_of([started(1, None)]).workers
    assert worker.lane is None


def test_a_worker_knows_its_own_joins() -> None:
    """A join that was only begun, or failed, is not one that came back."""
    events = [started(1, 11), started(2, 12), started(3, 13), join("join", 1), join("joined", 1)]
    trace = trace_of([*events, join("join", 2), join("join", 3), join("join_failed", 3)])
    assert [worker.joined for worker in trace.workers] == [True, False, False]
    assert [len(worker.joins) for worker in trace.workers] == [2, 1, 2]


def test_the_caller_is_the_thread_that_called() -> None:
    """Which need not be the main thread of the process."""
    assert trace_of([event("call", T2, name="run")]).caller == T2


def test_the_line_of_events_is_the_first_that_is_known() -> None:
    """An event that no line led to tells none."""
    assert line_of([event("join"), event("join", line=7), event("join", line=8)]) == 7
    assert line_of([event("join")]) is None


def in_flight_together(*lanes: tuple[int, int]) -> list[object]:
    calls = [f"c{n}" for n in range(len(lanes))]
    pairs = list(zip(calls, lanes, strict=True))
    return [begin(call, lane) for call, lane in pairs] + [end(call, lane) for call, lane in pairs]


def one_after_another(*lanes: tuple[int, int]) -> list[object]:
    return [e for n, lane in enumerate(lanes) for e in (begin(f"c{n}", lane), end(f"c{n}", lane))]


PARALLELISM = {
    "serial in the caller": (one_after_another(MAIN, MAIN, MAIN), {}, 1.0, 1.0),
    "threads": (in_flight_together(T1, T2, T3), {}, 1.0, 3.0),
    "two processes": (in_flight_together(P1, P2), {}, 2.0, 2.0),
    "two processes on a busy machine": (one_after_another(P1, P2), {}, 2.0, 2.0),
    "submit and wait, in a loop": (
        one_after_another(P1, P2, P1, P2),
        {f"c{n}": Reason.STILL for n in range(4)},
        1.0,
        1.0,
    ),
    "submit and poll, in a loop": (
        one_after_another(P1, P2),
        {"c0": Reason.IDLE, "c1": Reason.IDLE},
        1.0,
        1.0,
    ),
    "the second was already begun when the first ended": (
        in_flight_together(P1, P2),
        {"c0": Reason.STILL, "c1": Reason.STILL},
        2.0,
        2.0,
    ),
    "a pool of two with four tasks": (
        [*in_flight_together(P1, P2), begin("d", P1), begin("e", P2), end("d", P1), end("e", P2)],
        {},
        2.0,
        2.0,
    ),
    "a call that never ended": ([*in_flight_together(P1, P2), begin("d", T1)], {}, 2.0, 2.0),
    "a joined thread before the next": (
        [
            *(started(1, 11), begin("a", T1), end("a", T1), join("join", 1), join("joined", 1)),
            *(started(2, 12), begin("b", T2), end("b", T2)),
        ],
        {},
        1.0,
        1.0,
    ),
    "a joined process before the next": (
        [
            *(started(1, 20, "process"), begin("a", P1), end("a", P1)),
            *(join("join", 1, "process"), join("joined", 1, "process")),
            *(started(2, 30, "process"), begin("b", P2), end("b", P2)),
        ],
        {},
        1.0,
        1.0,
    ),
    "joined after both had started": (
        [
            *(started(1, 20, "process"), started(2, 30, "process"), begin("a", P1), end("a", P1)),
            *(join("join", 1, "process"), join("joined", 1, "process")),
            *(begin("b", P2), end("b", P2)),
        ],
        {},
        2.0,
        2.0,
    ),
}


@pytest.mark.parametrize(
    ("events", "released", "gil", "free"), PARALLELISM.values(), ids=PARALLELISM
)
def test_parallelism_is_work_over_span(
    events: list[object], released: dict[str, Reason], gil: float, free: float
) -> None:
    """With a GIL a lane of work is a process, without one a thread; the clock says nothing."""
    assert cpu_parallelism(trace_of(events, released)) == gil
    assert cpu_parallelism(trace_of(recorded(events, gil=False), released)) == free


def recorded(events: list[object], **facts: object) -> list[object]:
    """The same events as another build would have told them."""
    return [e._replace(facts=e.facts | facts) if e.kind == "begin" else e for e in events]


def test_with_a_gil_each_interpreter_is_a_lane() -> None:
    """Two interpreters of one process compute side by side, two threads of one of them do not."""
    one, other = begin("a", T1, interpreter=1), begin("b", T2, interpreter=2)
    ends = [end("a", T1), end("b", T2)]
    assert cpu_parallelism(trace_of([one, other, *ends])) == 2.0
    assert cpu_parallelism(trace_of([one, begin("b", T2, interpreter=1), *ends])) == 1.0


def test_waiting_goes_on_side_by_side_in_threads() -> None:
    """Whatever the build: four waits in two threads take the time of two."""
    events = in_flight_together(T1, T2)
    events += [begin("d", T1), begin("e", T2), end("d", T1), end("e", T2)]
    waiting = [e._replace(facts=e.facts | {"cpu": 0.0, "waited": 0.5}) for e in events]
    assert waiting_parallelism(trace_of(waiting)) == 2.0
    assert cpu_parallelism(trace_of(waiting)) == 1.0


def test_waits_of_threads_that_nobody_lets_overlap_are_a_chain() -> None:
    """Each was alone when nothing more could come: start and join in one loop."""
    events = [e._replace(facts=e.facts | {"waited": 0.5}) for e in one_after_another(T1, T2)]
    alone = dict.fromkeys(("c0", "c1"), Reason.SPINNING)
    assert waiting_parallelism(trace_of(events, alone)) == 1.0


def test_the_span_is_the_heaviest_chain() -> None:
    """Uneven work is weighed by its CPU seconds, not counted."""
    events = [begin("a", P1), begin("b", P2), end("b", P2, 1.0), end("a", P1, 3.0)]
    assert cpu_parallelism(trace_of(events)) == pytest.approx(4 / 3)


def test_chains_need_not_be_the_program_in_a_row() -> None:
    """Two processes of two tasks each: four of work over two of span."""
    events = [begin("a", P1), end("a", P1), begin("b", P2), end("b", P2)]
    events += [begin("c", P1), end("c", P1), begin("d", P2), end("d", P2)]
    assert cpu_parallelism(trace_of(events)) == 2.0


def test_work_without_cpu_is_neither_parallel_nor_serial() -> None:
    """Tasks that only wait say nothing about the CPU."""
    events = [begin("a", P1), begin("b", P2), end("a", P1, 0.0), end("b", P2, 0.0)]
    assert cpu_parallelism(trace_of(events)) == 1.0

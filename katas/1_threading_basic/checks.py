"""What is checked of kata 1: one call, in one new thread, waited for by join()."""

from grader.checking import Blame, Hold, Seen, Task
from grader.checking.explain import not_in_a_thread, not_waited, thread_errors
from grader.observe.trace import line_of


def look(observe) -> Seen:
    """Hold func until its thread is joined: who does not wait returns while it still runs."""
    seen = observe("run_in_thread", Task("func"), hold=Hold(joined=True), hurry=True)
    seen.ended(
        *thread_errors(seen),
        Blame(asked_again(seen), "join-returns-none", line_of(seen.joins)),
        Blame(len(seen.joins) > 100, "join-returns-none", line_of(seen.joins)),
    )
    return seen


def asked_again(seen: Seen) -> list:
    """The calls that the caller made itself when it had already joined a thread."""
    first = seen.joins[0].time_ns if seen.joins else None
    return [c for c in seen.calls_by_caller if first is not None and c.begin.time_ns > first]


def test_runs_once(observe):
    seen = look(observe)
    count = len(seen.calls)
    made = seen.trace.of("made")
    here = asked_again(seen)
    seen.expect(
        count == 1,
        Blame(count == 0 and made and not seen.workers, "never-started", line_of(made)),
        Blame(count > 1 and here, "join-returns-none", line_of(c.begin for c in here)),
        Blame(count > 1 and seen.happened("made", own_run=True), "target-and-run"),
        expected="one call of func",
        seen=calls_in_words(seen),
        line=line_of([*(call.begin for call in seen.calls[1:]), *made]),
    )
    call = seen.calls[0]
    given = len(call.args) + len(call.kwargs)
    seen.expect(
        not given,
        expected="func()",
        seen=f"func got {given} argument{'' if given == 1 else 's'}",
        line=line_of([call.begin, *made]),
    )
    again = observe("run_in_thread", Task("func"), times=2, hurry=True)
    kept = line_of(again.trace.of("made", "start"))
    again.ended(Blame(again.observation.failure, "state-kept-between-calls", kept))
    # A thread of the first call that nobody waited for may still be at work in the second.
    by_caller = again.calls_by_caller
    own = [call for call in again.calls if again.worker_of(call) or call in by_caller]
    again.expect(
        len(own) == 1,
        Blame(True, "state-kept-between-calls", kept),
        expected="a second call of run_in_thread calls func once more",
        seen=f"{len(own) or 'no'} calls of func in it",
    )


def calls_in_words(seen: Seen) -> str:
    uncaught = seen.uncaught()
    if seen.calls:
        return f"{len(seen.calls)} calls of func"
    if uncaught:
        facts = uncaught[0].facts
        return f"no call of func: the thread ended with {facts['error']}: {facts['message']}"
    return "no call of func" if seen.trace.of("made", "pool") else "no call of func, and no thread"


def test_new_thread(observe):
    seen = look(observe)
    in_thread = [c for c in seen.calls if (w := seen.worker_of(c)) and w.what == "thread"]
    seen.expect(
        seen.calls and len(in_thread) == len(seen.calls),
        *not_in_a_thread(seen),
        Blame(asked_again(seen), "join-returns-none", line_of(seen.joins)),
        Blame(seen.calls_by_caller, "output-not-evidence"),
        expected="func runs in a new thread, begun by start()",
        seen=(
            f"it ran in {seen.calls_by_caller[0].begin.thread}, the thread that called you"
            if seen.calls_by_caller
            else "it ran somewhere else"
            if seen.calls
            else "no thread ran it"
        ),
        line=line_of([*(call.begin for call in seen.calls_by_caller), *seen.trace.of("made")]),
    )


def test_waits_by_join(observe):
    seen = look(observe)
    seen.expect(
        seen.workers,
        *not_in_a_thread(seen),
        expected="a thread to wait for",
        seen="no thread was started",
    )
    seen.expect(
        not seen.unfinished,
        *not_waited(seen),
        expected="func has finished when run_in_thread returns",
        seen="run_in_thread returned while func was still running",
        line=seen.last_line_of_starts(),
    )
    seen.expect(
        not seen.unjoined,
        *not_waited(seen),
        expected="join() waits for the thread",
        seen="run_in_thread waited, but not by join()",
        line=seen.last_line_of_starts(),
    )
    seen.expect(
        not seen.observation.left_running,
        expected="nothing runs on after the return",
        seen=f"still running: {seen.left_in_words}",
    )

"""What is checked of kata 6: values whole, through the thread, all threads at once."""

from grader.checking import Blame, Hold, Seen, Task
from grader.checking.explain import not_in_a_thread, not_waited, order_in_words, thread_errors
from grader.checking.seen import names
from grader.observe.trace import line_of

# More than anyone starts by hand, so that batches of threads show.
ONE = "users.csv"
NAMES = [f"part-{number}.csv" for number in range(1, 13)]
VALUES = [("users", 2024), ("alone",), {"host": "db", "port": 5432}, ["a", "b"], None, ""]
WITHOUT_COMMA = r"args\s*=\s*\(\s*[^\s,()]+\s*\)"


def one_value(observe, value=ONE, **options) -> Seen:
    seen = observe("run_with_arg", Task("func"), value, **options)
    seen.ended(*thread_errors(seen))
    return seen


def many_values(observe, values, hold) -> Seen:
    seen = observe("run_each", Task("func"), values, hold=hold, hurry=True)
    seen.ended(*thread_errors(seen))
    return seen


def held_until_joined(observe) -> Seen:
    return one_value(observe, hold=Hold(joined=True), hurry=True)


def all_in_flight(observe) -> Seen:
    return many_values(observe, NAMES, Hold(in_flight=len(NAMES)))


def plans(seen: Seen) -> list:
    """What each thread that ran a call was told when it was made."""
    workers = [w.started for call in seen.calls if (w := seen.worker_of(call)) is not None]
    keys = {(event.pid, event.facts["worker"]) for event in workers}
    return [made for made in seen.trace.of("made") if (made.pid, made.facts["worker"]) in keys]


def test_one_new_thread(observe):
    seen = held_until_joined(observe)
    in_thread = [c for c in seen.calls if (w := seen.worker_of(c)) and w.what == "thread"]
    uncaught = seen.uncaught()
    seen.expect(
        seen.calls or not uncaught,
        *not_delivered(seen, ONE),
        expected="the thread calls func",
        seen=f"the thread ended with {in_words(uncaught)}",
        line=line_of(uncaught),
    )
    seen.expect(
        len(in_thread) == len(seen.calls) == 1,
        *not_in_a_thread(seen),
        expected="one call of func, in a new thread that start() began",
        seen=where(seen),
    )


def where(seen: Seen) -> str:
    if not seen.calls:
        return "no call of func"
    if seen.calls_by_caller:
        return f"func ran in {seen.calls_by_caller[0].begin.thread}, the thread that called you"
    return f"{len(seen.calls)} calls, in {len(seen.workers)} threads of yours"


def test_value_whole(observe):
    for value in [ONE, *VALUES]:
        # The first value has been handed over already, in the observation of other checks.
        seen = held_until_joined(observe) if value == ONE else one_value(observe, value)
        calls = seen.calls
        uncaught = seen.uncaught()
        arrived = len(calls) == 1 and not calls[0].kwargs and same([value], list(calls[0].args))
        seen.expect(
            arrived,
            *not_delivered(seen, value),
            expected=f"func({value!r})",
            seen=as_calls(seen) if calls else f"no call: {in_words(uncaught) or 'nothing ran'}",
            line=line_of([*plans(seen), *seen.trace.of("made"), *(c.begin for c in calls)]),
        )


def not_delivered(seen: Seen, value) -> list[Blame]:
    made = seen.trace.of("made")
    if not made:
        return not_in_a_thread(seen)
    plan = made[0].facts
    call = seen.calls[0] if seen.calls else None
    parts = tuple(value) if isinstance(value, str | tuple | dict | list) else None
    counted_apart = parts and plan["args_count"] == len(parts)
    spread = call is not None and len(call.args) > 1 and same(call.args, parts)
    taken_apart = spread or (counted_apart and plan["args_type"] == type(value).__name__)
    no_comma = seen.line_where(WITHOUT_COMMA, near=made[0].line)
    nothing = plan["args_count"] == 0 and not plan["kwargs_count"]
    named = seen.workers and seen.workers[0].name == str((value,))
    wrapped = call is not None and (same(call.args, ((value,),)) or same(call.args, ([value],)))
    by_name = call is not None and call.kwargs and not call.args
    as_kwargs = isinstance(value, dict) and plan["kwargs_count"] == len(value)
    started = seen.workers or seen.pools
    return [
        Blame(no_comma and (taken_apart or not call), "args-not-a-tuple", no_comma),
        Blame(taken_apart and isinstance(value, str), "string-as-args", made[0].line),
        Blame(taken_apart and isinstance(value, dict), "dict-as-args", made[0].line),
        Blame(taken_apart, "tuple-as-args", made[0].line),
        Blame(by_name and as_kwargs, "dict-as-kwargs", made[0].line),
        Blame(by_name, "kwargs-guesses-name", made[0].line),
        Blame(wrapped, "args-wrapped-twice", made[0].line),
        Blame(seen.uncaught("must be an iterable"), "args-not-a-tuple", made[0].line),
        Blame(nothing and named, "positional-thread-arguments", made[0].line),
        *(not_in_a_thread(seen) if seen.calls_by_caller or not started else []),
        Blame(nothing and call and not call.args, "args-forgotten", made[0].line),
        Blame(seen.uncaught("missing"), "args-forgotten", made[0].line),
    ]


def test_value_by_args(observe):
    for seen in (held_until_joined(observe), all_in_flight(observe)):
        bound = [made for made in plans(seen) if is_bound(made)]
        kinds = {made.facts["target"]["kind"] for made in bound}
        seen.expect(
            not bound,
            Blame("partial" in kinds, "bound-in-partial"),
            Blame("lambda" in kinds, "bound-in-lambda"),
            Blame("function" in kinds, "bound-in-closure"),
            expected="the thread is given the value, by its args",
            seen="the thread was given no arguments; its target had the value bound in it",
            line=line_of(bound),
        )
        seen.expect(
            plans(seen) or (seen.threads and not seen.calls),
            *not_in_a_thread(seen),
            expected="a thread that is given the value",
            seen="no thread was started" if not seen.threads else "no thread called func",
            line=line_of(call.begin for call in seen.calls_by_caller),
        )


def is_bound(made) -> bool:
    """Whether a plain Thread got no arguments for a function that was made for its value."""
    plan = made.facts
    carried = plan["args_count"] or plan["kwargs_count"] or plan["own_run"]
    return not carried and plan["target"]["kind"] in ("lambda", "partial", "function")


def test_waits_by_join(observe):
    for seen in (held_until_joined(observe), many_values(observe, NAMES, Hold(joined=True))):
        name = seen.request.functions[0]
        seen.expect(
            seen.workers,
            *not_in_a_thread(seen),
            expected="threads to wait for",
            seen=f"{name} started no thread",
        )
        seen.expect(
            not seen.unfinished,
            *not_waited(seen),
            expected=f"every call of func has finished when {name} returns",
            seen=f"{name} returned while {counted(len(seen.unfinished), 'call')} still ran",
            line=seen.last_line_of_starts(),
        )
        seen.expect(
            not seen.unjoined,
            *not_waited(seen),
            expected="join() waits for every thread",
            seen=f"{name} waited otherwise: {counted(len(seen.unjoined), 'thread')} had no join()",
            line=seen.last_line_of_starts(),
        )
        seen.expect(
            not seen.observation.left_running,
            expected="nothing runs on after the return",
            seen=f"still running: {seen.left_in_words}",
        )


def test_all_started_first(observe):
    seen = all_in_flight(observe)
    peak = seen.trace.peak_in_flight
    seen.expect(
        seen.threads,
        *not_in_a_thread(seen),
        expected=f"{len(NAMES)} threads",
        seen="run_each started no thread",
    )
    seen.expect(
        not seen.calls_by_caller,
        *not_in_a_thread(seen),
        expected="the threads call func",
        seen=where(seen),
        line=line_of(call.begin for call in seen.calls_by_caller),
    )
    # Calls that take turns by a lock are right as well: no thread is waited for.
    ends = [call.end.time_ns for call in seen.calls if call.end is not None]
    starts = [start for start in seen.happened("start", what="thread") if start.own]
    at_once = any(same(call.args, tuple(NAMES)) for call in seen.calls)
    early = [start for start in starts if not ends or start.time_ns < min(ends)]
    seen.expect(
        len(early) >= len(NAMES),
        Blame(at_once, "all-values-to-each", line_of(plans(seen))),
        Blame("JS" in seen.trace.order, "start-join-in-one-loop", line_of(seen.joins)),
        Blame(peak < len(seen.calls) and seen.trace.of("sleep"), "sleeps-instead-of-joining"),
        Blame(len(seen.threads) == 1, "one-thread-for-all", seen.last_line_of_starts()),
        expected=f"{len(NAMES)} starts, and then the joins: {len(NAMES)} calls of func at once",
        seen=f"{order_in_words(seen)}: at most {counted(peak, 'call')} at once",
        line=line_of(seen.joins),
    )


def test_each_value_once(observe):
    values = ["orders.csv", "users.csv", "", "users.csv", None, ("a", 2), "server.log"]
    # New threads are held until all are born: what they look up late, they find changed.
    seen = many_values(observe, values, Hold(births=len(values), in_flight=1))
    given = seen.first_arguments
    more = [call for call in seen.calls if len(call.args) > 1 or call.kwargs]
    fewer = len(given) < len(values)
    runners = {id(seen.worker_of(call)) for call in seen.calls if seen.worker_of(call)}
    bound = [made for made in plans(seen) if is_bound(made)]
    seen.expect(
        same(sorted(map(repr, given)), sorted(map(repr, values))) and not more,
        Blame(bound and len(given) == len(values), "late-binding-lambda", line_of(bound)),
        Blame(given and all(same(g, values) for g in given), "all-values-to-each"),
        Blame(any(same(call.args, tuple(values)) for call in more), "all-values-to-each"),
        Blame(fewer and set(map(repr, given)) == set(map(repr, values)), "keyed-by-value"),
        Blame(given == values[:1], "leaves-the-loop-early", last_join(seen)),
        Blame(given == values[-1:], "starts-only-last", seen.last_line_of_starts()),
        *not_delivered(seen, values[0]),
        expected=f"func gets {names(values)}, each in a call of its own",
        seen=as_calls(seen) if more else f"func got {names(given)}" if given else "no call of func",
        line=line_of([*plans(seen), *seen.trace.of("made")]),
    )
    seen.expect(
        len(runners) == len(values),
        *(Blame(b.applies, b.misconception, b.line) for b in not_in_a_thread(seen)),
        Blame(len(seen.threads) == 1, "one-thread-for-all", seen.last_line_of_starts()),
        expected=f"{len(values)} new threads, one for each value",
        seen=f"{counted(len(runners), 'thread')} for {len(values)} values",
        line=seen.last_line_of_starts(),
    )
    again = observe("run_each", Task("func"), NAMES, times=2, hurry=True)
    kept = line_of(again.trace.of("made"))
    again.ended(Blame(again.observation.failure, "state-kept-between-calls", kept))
    # A thread of the first call that nobody waited for may still be at work in the second.
    own = [call.args[0] for call in again.calls if call.args and again.worker_of(call)]
    again.expect(
        sorted(map(repr, own)) == sorted(map(repr, NAMES)),
        Blame(True, "state-kept-between-calls", kept),
        expected=f"a second call of run_each hands over its own {len(NAMES)} values",
        seen=f"func got {names(own)}",
    )


def last_join(seen: Seen) -> int | None:
    return line_of(reversed(seen.joins))


def same(one, other) -> bool:
    """Equal in type too: True is not 1 here, and a tuple is not a list."""
    return repr(one) == repr(other)


def as_calls(seen: Seen) -> str:
    calls = []
    for call in seen.calls[:3]:
        arguments = [repr(arg) for arg in call.args]
        arguments += [f"{name}={value!r}" for name, value in call.kwargs.items()]
        calls.append(f"func({', '.join(arguments)})")
    return ", ".join(calls)


def in_words(uncaught) -> str:
    return f"{uncaught[0].facts['error']}: {uncaught[0].facts['message']}" if uncaught else ""


def counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"

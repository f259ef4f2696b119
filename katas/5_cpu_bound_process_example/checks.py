"""What is checked of kata 5: work in several processes at once, in order, large results, errors."""

import os
import re
from collections import Counter

from grader.checking import (
    Blame,
    Hold,
    Opaque,
    Seen,
    Task,
    inconclusive,
    start_methods,
    usable_cpus,
)
from grader.observe.gate import Reason
from grader.observe.observation import Ending
from grader.observe.parallelism import cpu_lane, cpu_parallelism
from grader.observe.trace import line_of

# A falsy result, repeated numbers, in no order that sorting would give; numbers only, so that a
# shared Array can hold them.
NUMBERS = [3, 1, 0, 4, 1, 5, 9, 0, 4, 3, 9, 5]
RESULTS = {3: 30, 1: 0, 0: 7, 4: -4, 5: 50, 9: 90}
FEW = NUMBERS[:2]
CRUNCH = Task("crunch", returns=tuple(RESULTS.items()))
# Besides what is long, a number that no int holds.
LETTERS = {3: "c", 1: "a", 0: "z", 4: 2.5}
LONG = 1_000_000
FAILS = Task("crunch", returns=((3, 30), (4, -4)), raises=((1, "LookupError", "no sample"),))
MANY, MOST = 210, 4000
"""Numbers for a program that deals them out in large portions of its own, or a pool's."""

NOT_PICKLED = r"Can't (pickle|get local)|Can't get attribute '?.*<l|cannot pickle"
NOT_A_NUMBER = (
    r"TypeError: (must be real number|an integer is required|'(str|float)' object cannot be)"
)
UNENDING = (Ending.TIMEOUT, Ending.DEADLOCK)
THREAD_POOLS = ("ThreadPool", "ThreadPoolExecutor")
HANDED_ONE_BY_ONE = ("submit", "apply", "apply_async")
GAVE_UP = ("CancelledError", "Empty", "TimeoutError")
"""What a program raises that was not patient enough with slow children."""
PROMISES = ("ApplyResult", "AsyncResult", "MapResult", "Future")


def first_last(observe, numbers=NUMBERS, attempt=0) -> Seen:
    """The first call that comes ends last, after all that can be done beside it.

    Sleeps and timed joins are cut short: no length of them would be enough.
    """
    hold = Hold(first_last=True)
    seen = observe("crunch_all", CRUNCH, numbers, hold=hold, hurry=True, attempt=attempt)
    seen.ended(*errors(seen))
    return seen


def errors(seen: Seen) -> list[Blame]:
    """What explains an exception, or an end that never came."""
    line = seen.failing_line
    local = any(
        seen.failed_with(error, NOT_PICKLED)
        for error in ("PicklingError", "AttributeError", "TypeError")
    )
    given = seen.trace.of("given")
    daemonic = seen.failed_with("AssertionError", "daemonic processes")
    waits = seen.observation.ending in UNENDING
    ended_pool = [e for e in pool_events(seen, "shutdown") if waits]
    guard = any(word in seen.observation.output for word in ("bootstrapping", "freeze_support"))
    return [
        Blame(guard and waits, "no-main-guard", line_of(seen.trace.of("given", "started"))),
        Blame(daemonic, "pool-inside-worker", line),
        Blame(seen.failed_with("ValueError", "still running"), "pool-join-before-close", line),
        Blame(called_first(seen) and given, "calls-instead-of-submitting", line_of(given)),
        Blame(local, "lambda-to-a-process", line_of(given) or line),
        Blame(ended_pool, "read-after-pool-ended", line_of(given)),
    ]


def pool_events(seen: Seen, kind: str, *classes: str) -> list:
    """The events of a kind at pools of these classes, `multiprocessing.Pool` by default."""
    pools = {event.facts["pool"] for event in seen.pools_of(*(classes or ("Pool",)))}
    return [event for event in seen.trace.of(kind) if event.facts["pool"] in pools]


def called_first(seen: Seen) -> bool:
    """Whether the caller's own thread called crunch before it handed anything over."""
    handed = [
        event for event in seen.trace.of("given", "start") if event.own or event.kind == "given"
    ]
    here = seen.calls_by_caller
    return bool(here and handed and here[0].begin.time_ns < handed[0].time_ns)


# Where the work was done, and when


def away(seen: Seen) -> list:
    """The calls that could compute while the caller's own thread does."""
    home = seen.trace.caller
    return [call for call in seen.calls if cpu_lane(call) not in (home, (home[0], 0))]


def most_at_once(seen: Seen) -> int:
    """In how many processes, or other lanes of computation, calls were in flight at once."""
    lanes = {call.begin.facts["call"]: cpu_lane(call) for call in seen.calls if call.end}
    at_work, most = {}, 0
    for event in seen.trace.of("begin", "end"):
        name = event.facts["call"]
        if event.kind == "end":
            at_work.pop(name, None)
        elif name in lanes:
            at_work[name] = lanes[name]
            most = max(most, len(set(at_work.values())))
    return most


def at_work(observe) -> Seen:
    """Look at calls in flight, with more numbers for a program that deals out large portions."""
    seen = first_last(observe)
    if most_at_once(seen) >= 2 or not away(seen):
        return seen
    chunk = max((event.facts["chunksize"] or 1 for event in seen.trace.of("given")), default=1)
    wanted = 2 * chunk if chunk * 2 > len(NUMBERS) else MANY
    alone = len({cpu_lane(call) for call in seen.calls}) == 1 and workers(seen) != 1
    if not alone or wanted > MOST:
        return seen
    return first_last(observe, (NUMBERS * wanted)[:wanted])


def workers(seen: Seen) -> int | None:
    """The size of the largest pool; None where there is none."""
    return max((pool.facts["workers"] or 0 for pool in seen.pools), default=None)


def not_away(seen: Seen) -> list[Blame]:
    """What explains that the caller's own interpreter did the work."""
    here = seen.calls_by_caller
    line = line_of(call.begin for call in here)
    given, started = seen.trace.of("given"), seen.processes
    threads = [call for call in seen.calls if call not in here]
    made = [*seen.pools_of(*THREAD_POOLS), *seen.trace.of("made"), *given]
    process_pool = seen.pools_of("Pool", "ProcessPoolExecutor")
    runs = seen.line_where(r"(?<!super\(\))\.run\(\)")
    return [
        Blame(here and given, "calls-instead-of-submitting", line_of(given)),
        Blame(here and started and called_first(seen), "calls-instead-of-passing", line),
        Blame(here and process_pool and not given, "builtin-map", line),
        Blame(here and runs and not started, "run-instead-of-start", runs),
        Blame(threads, "threads-for-cpu-work", line_of(made)),
        Blame(here, "output-not-evidence", line),
    ]


def one_at_a_time(seen: Seen) -> list[Blame]:
    """What explains that no two calls were in flight in two lanes."""
    given, pools = seen.trace.of("given"), seen.pools
    ways = {event.facts["how"] for event in given}
    maps = [event for event in given if event.facts["how"] not in HANDED_ONE_BY_ONE]
    chunk = max((event.facts["chunksize"] or 1 for event in given), default=1)
    own = seen.processes
    started_at = line_of(process.started for process in own)
    lock = seen.line_where(r"\b(lock|Lock|semaphore|Semaphore|acquire)\b")
    return [
        *(not_away(seen) if not away(seen) else []),
        Blame(promises(seen), "promise-is-not-the-result", line_of(given)),
        Blame(len(pools) > 1, "pool-per-item", line_of(pools)),
        Blame(workers(seen) == 1, "one-worker", line_of(pools)),
        Blame("JS" in seen.trace.order, "start-join-in-one-loop", line_of(seen.joins)),
        Blame("apply" in ways, "apply-one-at-a-time", line_of(given)),
        Blame(len(given) > 1 and not maps, "submit-result-in-one-loop", line_of(given)),
        Blame(chunk > 1, "one-big-chunk", line_of(given)),
        Blame(lock, "lock-around-the-work", lock),
        Blame(len(given) > 1 and maps, "map-one-at-a-time", line_of(given)),
        Blame(len(own) == 1 and not given, "one-process-for-all", started_at),
        Blame(len(own) > 1, "start-result-in-one-loop", started_at),
    ]


def line_of_work(seen: Seen) -> int | None:
    """The line that hands work over, or that does it."""
    here = [call.begin for call in seen.calls]
    return line_of([*seen.trace.of("given"), *(w.started for w in seen.workers), *here])


def test_in_processes(observe):
    seen = first_last(observe)
    told = "no call of crunch was seen"
    if seen.calls:
        lanes = len(seen.trace.lanes)
        told = f"{counted(len(seen.calls), 'call')} in your own process"
        told += f", in {lanes} threads that take turns" if lanes > 1 else ", one after another"
    seen.expect(
        away(seen),
        *not_away(seen),
        Blame(promises(seen), "promise-is-not-the-result", line_of_work(seen)),
        expected="other processes call crunch",
        seen=told,
        line=line_of_work(seen),
    )


def counted(number: int, thing: str) -> str:
    return (
        f"{number} {thing}{'es' if thing.endswith('s') else 's'}" if number != 1 else f"1 {thing}"
    )


def test_at_once(observe, advise):
    seen = at_work(observe)
    most, processes = most_at_once(seen), len(seen.trace.processes)
    if most < 2 and away(seen) and usable_cpus() < 2:
        inconclusive("This machine has one CPU, so a pool has one worker by default.")
    peak = seen.trace.peak_in_flight
    given_up = [call for call in seen.calls if not call.end]
    seen.expect(
        most >= 2,
        *one_at_a_time(seen),
        expected="two numbers at work at the same time, in two processes",
        seen=(
            f"{counted(len(given_up), 'call')} that never ended"
            if given_up
            else f"at most {peak} at a time, in {counted(processes, 'process')}"
        ),
        line=line_of_work(seen),
    )
    asked = seen.line_where(r"(?<!process_)cpu_count\(")
    too_many = os.cpu_count() == workers(seen) and workers(seen) > usable_cpus()
    advise(too_many and asked, "cpu-count-is-mine", asked)
    starts = [process.started for process in seen.processes]
    each = len(starts) == len(seen.calls) == peak == len(NUMBERS)
    advise(each, "process-per-number", line_of(starts))
    shut = {e.facts["pool"] for e in pool_events(seen, "shutdown", "Pool", "ProcessPoolExecutor")}
    process_pools = seen.pools_of("Pool", "ProcessPoolExecutor")
    open_ = [pool for pool in process_pools if pool.facts["pool"] not in shut]
    advise(open_, "pool-not-closed", line_of(open_))


def test_waits_for_all(observe):
    seen = first_last(observe)
    for attempt in (1, 2):
        # If the one that was held happens to be one that is joined: how about the others?
        held = [seen.worker_of(call) for call in seen.calls if call.reason is not Reason.SEEN]
        if seen.unjoined and any(worker and worker.joined for worker in held):
            seen = first_last(observe, attempt=attempt)
    over = seen.trace.over
    in_time = [c for c in seen.calls if c.end and c.end.time_ns < over.time_ns]
    done = {number for call in in_time for number in call.args if isinstance(number, int)}
    missing = [number for number in NUMBERS if number not in done]
    seen.expect(
        not missing and not seen.unfinished,
        *not_waited(seen),
        expected=f"crunch has ended for each of {NUMBERS} when crunch_all returns",
        seen=f"not for {missing}" if missing else f"{len(seen.unfinished)} still ran",
        line=line_of_work(seen),
    )


def not_waited(seen: Seen) -> list[Blame]:
    """What explains that the function returned before all the work was done."""
    own, joins, sleeps = seen.processes, seen.joins, seen.trace.of("sleep")
    given = seen.trace.of("given")
    ended = pool_events(seen, "shutdown")
    return [
        Blame(seen.timed_joins, "join-timeout-is-not-done", line_of(seen.timed_joins)),
        Blame(own and joins and seen.unjoined, "joins-only-last", line_of(joins)),
        Blame(own and sleeps, "sleeps-instead-of-joining", line_of(sleeps)),
        Blame(promises(seen) and given, "promise-is-not-the-result", line_of(given)),
        Blame(given and ended, "read-after-pool-ended", line_of(given)),
        Blame(own and not joins, "no-join", line_of(process.started for process in own)),
    ]


def is_proxy(value) -> bool:
    return isinstance(value, Opaque) and value.type_name == "ListProxy"


def promises(seen: Seen) -> bool:
    value = seen.value
    parts = value if isinstance(value, list) else [value]
    return any(isinstance(part, Opaque) and part.type_name in PROMISES for part in parts)


def test_results_in_order(observe):
    seen = first_last(observe)
    expect_results(seen, NUMBERS)
    count, different = len(seen.calls), len(set(NUMBERS))
    seen.expect(
        count == len(NUMBERS),
        Blame(count == different, "keyed-by-value"),
        Blame(seen.calls_by_caller, "output-not-evidence", line_of_home(seen)),
        expected=f"a call of crunch for each of the {len(NUMBERS)} numbers, also for equal ones",
        seen=counted(count, "call") + (", each number twice" if is_twice(seen) else ""),
        line=line_of_work(seen),
    )
    look_at_second_call(observe, seen)


def look_at_second_call(observe, seen: Seen) -> None:
    """See that a second call works all out anew, and that no fixed number of results is the most.

    A program with a process for each number is spared a long list.
    """
    each = len(NUMBERS) in (len(seen.processes), workers(seen))
    numbers = NUMBERS if each else NUMBERS * 5
    again = observe("crunch_all", CRUNCH, numbers, times=2)
    kept = line_of(again.trace.of("given", "pool", "start"))
    again.ended(*errors(again), Blame(again.observation.failure, "state-kept-between-calls", kept))
    wanted = [RESULTS[number] for number in numbers]
    short = is_cut(again.value, wanted)
    again.expect(
        again.value == wanted,
        Blame(short, "rest-cut-off", kept),
        Blame(True, "state-kept-between-calls", kept),
        expected=f"a second call gives its own results, one for each of {len(numbers)} numbers",
        seen=f"the first {len(again.value)} only" if short else told_shortly(again.value),
        line=kept,
    )
    again.expect(
        len(again.calls) == len(numbers),
        Blame(len(again.calls) < len(numbers), "state-kept-between-calls", kept),
        expected=f"a second call works out each of the {len(numbers)} numbers again",
        seen=f"{counted(len(again.calls), 'call')} of crunch in it",
        line=kept,
    )


def is_twice(seen: Seen) -> bool:
    return Counter(seen.first_arguments) == Counter(NUMBERS * 2)


def is_cut(value, wanted: list) -> bool:
    """Whether these are the first results, and the rest is missing."""
    return (
        isinstance(value, list) and 0 < len(value) < len(wanted) and value == wanted[: len(value)]
    )


def line_of_home(seen: Seen) -> int | None:
    return line_of(call.begin for call in seen.calls_by_caller)


def expect_results(seen: Seen, numbers, *blames: Blame, where="") -> None:
    """Require a real list of results, in the order of ``numbers``; ``blames`` explain another."""
    value, given = seen.value, seen.trace.of("given")
    wanted = [RESULTS[number] for number in numbers]
    plain = isinstance(value, list)
    handed = line_of([*given, *(worker.started for worker in seen.workers)])
    kind = value.type_name if isinstance(value, Opaque) else ""
    joined = seen.line_where(r"(=|\[|append\(|return)\s*\w+\.join\(\)")
    # What children put into a list that each has a copy of: the caller's stays as it was.
    nothing = plain and (not value or value in ([None] * len(wanted), [0] * len(wanted)))
    uniques = list(dict.fromkeys(wanted))
    truthy = [r for r in wanted if r], [r or None for r in wanted]
    orders = sorted(wanted), sorted(wanted, key=repr)
    seen.expect(
        plain and value == wanted,
        Blame(value is None, "forgotten-return", handed),
        Blame(promises(seen), "promise-is-not-the-result", line_of(given)),
        Blame(is_proxy(value), "returns-the-proxy"),
        Blame(kind, "returns-the-iterator", line_of(given)),
        Blame(nothing and value and joined, "join-returns-none", joined),
        Blame(
            nothing and seen.trace.of("given") and not seen.processes and seen.line_where("async"),
            "promise-is-not-the-result",
            line_of(given),
        ),
        Blame(nothing and away(seen), "append-to-a-global-list", handed),
        Blame(plain and value in truthy, "falsy-is-missing"),
        Blame(plain and value == uniques, "keyed-by-value"),
        Blame(is_cut(value, wanted), "rest-cut-off", handed),
        Blame(value in [*orders, *(order[::-1] for order in orders)], "sorts-the-results"),
        Blame(in_any_order(value) == in_any_order(wanted), "completion-order", handed),
        *(not_waited(seen) if seen.unfinished else []),
        *blames,
        expected=f"for {numbers}: {wanted!r}{where}",
        seen=shown(value) + ("" if value in orders else unordered(seen, wanted)),
        line=handed,
    )


def unordered(seen: Seen, wanted: list) -> str:
    """Where the results come from that have lost their order, as far as a pool tells."""
    ways = {event.facts["how"] for event in seen.trace.of("given")}
    mixed = "imap_unordered" in ways and in_any_order(seen.value) == in_any_order(wanted)
    return ": imap_unordered gives them as they end, where map keeps the order" if mixed else ""


def in_any_order(value) -> list[str] | None:
    return sorted(map(repr, value)) if isinstance(value, list) else None


def shown(value) -> str:
    if isinstance(value, Opaque):
        return f"a {value.type_name}, which is not a list"
    hidden = [item for item in value if isinstance(item, Opaque)] if value.__class__ is list else []
    if hidden:
        return f"a list with a {hidden[0].type_name} in it"
    kind = "a tuple and " if isinstance(value, tuple) else ""
    return f"{value!r}" + ("" if isinstance(value, list) else f", which is {kind}not a list")


def test_large_results(observe, advise):
    task = Task("crunch", returns=tuple(LETTERS.items()), repeat=LONG)
    numbers = list(LETTERS)
    seen = observe("crunch_all", task, numbers)
    if re.search(NOT_A_NUMBER, seen.observation.output):
        # A shared Array holds numbers of one kind: nothing is left in a queue to hang on.
        advise(True, "array-holds-numbers", seen.line_where(r"\b(Raw)?Array\("))
        return
    waiting = seen.observation.ending in UNENDING
    seen.ended(
        Blame(waiting and seen.joins, "join-before-draining", line_of(seen.joins)),
        *errors(seen),
    )
    value = seen.value
    wanted = [
        in_short(result * LONG if isinstance(result, str) else result)
        for result in LETTERS.values()
    ]
    got = [in_short(result) for result in value] if isinstance(value, list) else None
    lost = isinstance(value, list) and len(value) < len(numbers)
    lost = lost and seen.line_where(r"Queue|Pipe")
    seen.expect(
        # Their order is another check's business.
        got is not None and sorted(got) == sorted(wanted),
        Blame(value is None, "forgotten-return"),
        Blame(promises(seen), "promise-is-not-the-result", line_of_work(seen)),
        Blame(lost and seen.joins, "join-before-draining", line_of(seen.joins)),
        Blame(got and "2.5" not in got and "2" in got, "array-holds-numbers"),
        expected=f"for {numbers}: {', '.join(wanted)}",
        seen=", ".join(got) if got else told_shortly(value),
    )


def in_short(result) -> str:
    """A long string by its length and its first letter, anything else as it is."""
    if isinstance(result, str) and len(result) > 1 and result == result[0] * len(result):
        return f"{len(result)} times {result[0]!r}"
    return told_shortly(result) if isinstance(result, Opaque) else repr(result)[:200]


def told_shortly(value) -> str:
    text = shown(value)
    return text if len(text) < 200 else f"{text[:200]}…"


def test_errors_reach_caller(observe):
    seen = failing(observe)
    failure = seen.observation.failure
    happened = [call.end for call in seen.calls if call.end and "error" in call.end.facts]
    hidden = happened and seen.line_where(r"\braise\b.*\bfrom None\b")
    named = failure is not None and "LookupError" in (failure.cause + seen.observation.output)
    retyped = failure is not None and failure.error != "LookupError" and (hidden or named)
    swallowed = seen.observation.ending is Ending.RETURNED
    caught = seen.line_where(r"^\s*(except\b|with\b.*\bsuppress\()")
    own = seen.processes and not pool_events(seen, "given", "Pool", "ProcessPoolExecutor")
    waits = seen.observation.ending in UNENDING
    started = line_of(worker.started for worker in seen.workers)
    seen.raised(
        Blame(swallowed and promises(seen), "promise-is-not-the-result", line_of_work(seen)),
        Blame(swallowed and seen.uncaught() and not own, "exceptions-stay-in-thread", started),
        Blame(swallowed and isinstance(seen.value, Opaque), "returns-the-iterator"),
        Blame(swallowed and happened and caught, "swallowed-exception", caught),
        Blame((swallowed or waits or retyped) and own and not caught, "child-error-lost", started),
        Blame(swallowed and happened, "swallowed-exception"),
        Blame(retyped, "error-retyped", seen.failing_line),
        Blame(waits and own, "child-error-lost", started),
        *errors(seen),
        error="LookupError",
        why="the LookupError that crunch raised leaves crunch_all, too",
    )
    again = [call.begin for n, call in enumerate(seen.calls) if call.args in before(seen, n)]
    seen.expect(
        not again,
        Blame(True, "tries-again", line_of(again)),
        expected="no number is crunched twice, also where one of them fails",
        seen=f"{counted(len(seen.calls), 'call')} for {len(seen.request.args[1])} numbers",
        line=line_of(again),
    )


def before(seen: Seen, number: int) -> list[tuple]:
    """The arguments of the calls before this one."""
    return [call.args for call in seen.calls[:number]]


def failing(observe) -> Seen:
    """Look at a call whose second number raises; see that `Pool.terminate` does not hang.

    Leaving ``with Pool()`` while jobs are in flight hangs now and then inside CPython's own
    terminate, up to 3.12 at least: that is none of the learner's doing.
    """
    for attempt in range(3):
        seen = observe("crunch_all", FAILS, NUMBERS[:3], attempt=attempt)
        if not hangs_in_terminate(seen):
            return seen
    inconclusive(
        "Python's own Pool.terminate hung three times, after the exception had left crunch."
    )
    return seen


def hangs_in_terminate(seen: Seen) -> bool:
    shutting = len(pool_events(seen, "shutdown")) > len(pool_events(seen, "shut_down"))
    inside = any(
        frame.file.endswith("multiprocessing/pool.py") and "terminate" in frame.function
        for stack in seen.observation.stacks
        if stack.pid == seen.trace.caller[0]
        for frame in stack.frames
    )
    return seen.observation.ending in UNENDING and shutting and inside


def test_empty_input(observe):
    seen = observe("crunch_all", CRUNCH, [])
    special = seen.line_where(r"^\s*return\s*(None)?\s*$")
    sized = any(
        seen.failed_with("ValueError", text)
        for text in ("max_workers", "Number of processes", "must not be zero", "empty")
    )
    seen.ended(
        Blame(sized, "workers-from-empty-data", seen.failing_line),
        *errors(seen),
    )
    seen.expect(
        isinstance(seen.value, list) and not seen.value,
        Blame(seen.value is None and special, "empty-means-none", special),
        Blame(seen.value is None and seen.trace.of("given"), "forgotten-return"),
        Blame(seen.value is None, "empty-means-none"),
        Blame(promises(seen), "promise-is-not-the-result"),
        Blame(is_proxy(seen.value), "returns-the-proxy"),
        Blame(isinstance(seen.value, Opaque), "returns-the-iterator"),
        expected="crunch_all(crunch, []) gives []",
        seen=f"it gave {shown(seen.value)}",
    )


def test_every_start_method(observe):
    fork = None
    for method in start_methods():
        seen = observe("crunch_all", CRUNCH, FEW, start_method=method)
        right = in_any_order([RESULTS[number] for number in FEW])
        alone = method != "fork" and fork is not None and in_any_order(fork.value) == right
        told = f"{seen.observation.output}{seen.observation.failure}"
        local = re.search(NOT_PICKLED, told)
        not_loaded = seen.observation.ending is Ending.NOT_LOADED
        nested = seen.line_where(r"^\s+def (?!__)\w+\(|\blambda\b")
        blames = [
            Blame(alone and not_loaded, "no-main-guard", seen.failing_line),
            Blame(alone and local, "lambda-to-a-process", nested or seen.failing_line),
            Blame(
                alone and "Can't get attribute" in told,
                "worker-in-the-guard",
                seen.line_where("__main__"),
            ),
            Blame(
                alone and not any(map(seen.failed_with, GAVE_UP)),
                "runtime-global-in-worker",
                seen.failing_line,
            ),
        ]
        seen.ended(*errors(seen), *blames)
        fork = seen if method == "fork" else fork
        if in_any_order(seen.value) != right:
            # Where the results are wrong under fork too, it is not the start method's doing.
            where = f", also under {method}" if alone else ""
            expect_results(seen, FEW, *blames, where=where)
        seen.expect(
            away(seen),
            *not_away(seen),
            expected="other processes call crunch, also for two numbers",
            seen="your own process did it",
            line=line_of_work(seen),
        )
        alone = usable_cpus() > 1 and handed_to_one(seen)
        seen.expect(
            not alone,
            Blame(True, "one-worker", line_of(seen.pools)),
            expected="two numbers can be at work at the same time, also where there are only two",
            seen="the pool that was given the two has one worker",
            line=line_of(seen.pools),
        )


def handed_to_one(seen: Seen) -> bool:
    """Whether numbers were handed one by one to a single worker: no share of the program's own."""
    given = [event.facts for event in seen.trace.of("given")]
    bare = all(g["work"]["kind"] == "task" and g["chunksize"] in (None, 1) for g in given)
    alone = len(seen.pools) == workers(seen) == 1 and not seen.processes
    return bool(given) and bare and alone and len(seen.calls) > 1


def test_runs_as_script(run_script):
    seen = run_script("spawn")
    told = seen.observation.output
    guard = "bootstrapping phase" in told or "freeze_support" in told
    line = line_of(seen.trace.of("given", "pool", "start"))
    blames = [
        Blame(guard, "no-main-guard", line),
        Blame("Can't get attribute" in told, "worker-in-the-guard", seen.line_where("__main__")),
    ]
    seen.ended(*blames, *errors(seen))
    # A bare Process that fails so leaves the script's own exit status at 0.
    seen.expect(
        not guard,
        *blames,
        expected="the children import the file, and start nothing",
        seen="each child began to start children of its own as it imported the file",
        line=line,
    )


def test_faster(observe, measure, kata):
    work = kata.work
    first = at_work(observe)
    calls = work.calls if most_at_once(first) < 2 else max(work.calls, len(first.request.args[1]))
    numbers = list(range(calls))
    # How much can overlap is a quotient, so a small part of the work shows it.
    share = work.cpu_seconds * work.calls / calls
    task = Task("crunch", result=1, cpu_seconds=share / 4)
    seen, parallelism = first, 1.0
    if most_at_once(first) > 1:
        seen = observe("crunch_all", task, numbers, hold=Hold(waves=work.at_once))
        seen.ended(*errors(seen))
        parallelism = cpu_parallelism(seen.trace)
    task = task._replace(cpu_seconds=share)
    speedup = measure("crunch_all", task, numbers, parallelism=parallelism)
    # What could not overlap did not gain: a clock that says so was misled by a busy machine.
    met = speedup.met and parallelism >= speedup.threshold
    if not met and away(seen) and usable_cpus() < 2:
        inconclusive("This machine has one CPU, so nothing can be computed faster on it.")
    seen.expect(
        met,
        *(one_at_a_time(first) if most_at_once(first) < 2 else []),
        Blame(True, "lopsided-shares", line_of_work(seen)),
        expected=f"at least {speedup.threshold} times as fast as a plain loop",
        seen=(
            f"{speedup.measured} times by the clock, and {speedup.parallelism} times "
            "by how much of the work could overlap"
        ),
        line=line_of_work(seen),
    )

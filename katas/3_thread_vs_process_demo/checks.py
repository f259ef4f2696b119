"""What is checked of kata 3: threads and processes do the same work, and are timed honestly."""

from typing import NamedTuple

from grader.checking import Blame, Hold, Opaque, Seen, Task, start_methods
from grader.checking.explain import thread_errors
from grader.observe.events import Event
from grader.observe.trace import Call, Trace, line_of

ROUNDED = 0.0101
"""Seconds that a program may lose where it rounds to hundredths, or cuts them off."""
EXACT = 1e-6
"""Seconds within which a difference of two readings is that difference, and no other."""
INTERVAL_CLOCKS = ("perf_counter", "monotonic")
CPU_CLOCKS = ("process_time", "thread_time")
KEYS = {"threads", "processes"}
NOT_PICKLED = r"Can't (pickle|get local)|Can't get attribute '?.*<l|cannot pickle"
WITHOUT_COMMA = r"args\s*=\s*\(\s*[^\s,()]+\s*\)"
DATETIME = r"\b(datetime|date)\b.*\b(now|utcnow|today)\("


class Arm(NamedTuple):
    """One side of the comparison, as it was seen; times are in nanoseconds."""

    name: str
    calls: list[Call]
    workers: list[Event]
    """The ``started`` of each thread or process in which a call ran."""
    first: int
    """When the first of them was started."""
    end: int
    """When the last call had ended, and the learner's own last join had returned."""
    since: int
    """The end of what came before, and so the earliest that a clock may be read for it."""
    until: int
    """The begin of what came after, and so the latest."""

    @property
    def line(self) -> int | None:
        """The learner's line that started it."""
        return line_of([*self.workers, *(call.begin for call in self.calls)])

    @property
    def least(self) -> float:
        """Seconds that no honest measurement falls below."""
        return (self.end - self.first) / 1e9

    @property
    def by_hand(self) -> set[tuple[int, int]]:
        """The process and number of each worker that no pool started."""
        return {(e.pid, e.facts["worker"]) for e in self.workers if e.own}


def arms(seen: Seen) -> list[Arm]:
    """The sides that called the task at all, in the order in which they began."""
    home = seen.trace.caller[0]
    threads = [c for c in seen.calls if c.begin.pid == home and c not in seen.calls_by_caller]
    processes = [call for call in seen.calls if call.begin.pid != home]
    both = [("threads", threads), ("processes", processes)]
    found = [arm_of(seen, name, calls) for name, calls in both if calls]
    found.sort(key=lambda arm: arm.first)
    if len(found) == 2:
        ended = max(call.end.time_ns if call.end else found[0].until for call in found[0].calls)
        if ended <= found[1].first:  # otherwise both were at work at once: another check's business
            found = [found[0]._replace(until=found[1].first), found[1]._replace(since=ended)]
    return found


def arm_of(seen: Seen, name: str, calls: list[Call]) -> Arm:
    what = "thread" if name == "threads" else "process"
    ran_in = {(call.begin.pid, call.begin.tid) for call in calls} | {c.begin.pid for c in calls}
    workers = [
        event
        for event in seen.happened("started", what=what)
        if ((event.pid, event.facts["new"]) if what == "thread" else event.facts["new"]) in ran_in
    ]
    keys = {(event.pid, event.facts["worker"]) for event in workers}
    starts = [e for e in seen.trace.of("start") if (e.pid, e.facts["worker"]) in keys]
    over = seen.trace.over.time_ns
    return Arm(
        name=name,
        calls=calls,
        workers=workers,
        first=min(event.time_ns for event in [*starts, *(call.begin for call in calls)]),
        end=max(
            *(call.end.time_ns if call.end else over for call in calls),
            *(first_join(seen, worker) for worker in workers if worker.own),
            0,
        ),
        since=seen.trace.of("call")[-1].time_ns,
        until=over,
    )


def first_join(seen: Seen, worker: Event) -> int:
    """When a join first saw a worker ended, 0 for never; to join it once more takes no time."""
    joins = seen.happened("joined", worker=worker.facts["worker"], alive=False)
    return next((event.time_ns for event in joins if event.pid == worker.pid), 0)


def peak(seen: Seen, calls: list[Call]) -> int:
    """The most of these calls at once."""
    ids = {call.begin.facts["call"] for call in calls}
    events = seen.trace.of("begin", "end")
    return Trace(tuple(e for e in events if e.facts["call"] in ids)).peak_in_flight


def look(observe, copies, hold=None, seconds=0.0, **options) -> Seen:
    """One call of compare. The task waits longer in a process, so that two times are two."""
    task = Task("task", seconds=seconds, child_seconds=3 * seconds)
    seen = observe("compare", task, copies, hold=hold, **options)
    seen.ended(*errors(seen))
    return seen


def at_the_gate(observe, kata) -> Seen:
    """Calls wait until all copies are there."""
    hold = Hold(waves=kata.work.at_once)
    options = {"hurry": True, "watch": ("clocks",)}
    return look(observe, kata.work.calls, hold, kata.work.seconds, **options)


def until_joined(observe, kata, attempt=0) -> Seen:
    """Calls wait until their worker is joined, so that nobody is done by luck."""
    options = {"hurry": True, "watch": ("clocks",), "attempt": attempt}
    return look(observe, 3, Hold(joined=True), kata.work.seconds, **options)


def errors(seen: Seen) -> list[Blame]:
    """What explains an exception from compare."""
    line = seen.failing_line
    kinds = ("PicklingError", "AttributeError", "TypeError")
    not_pickled = any(seen.failed_with(kind, NOT_PICKLED) for kind in kinds)
    asserted = "AssertionError"
    no_comma = seen.failed_with("TypeError", "iterable") and seen.line_where(WITHOUT_COMMA)
    return [
        Blame(not_pickled, "lambda-to-a-process", line),
        Blame(no_comma, "args-not-a-tuple", no_comma),
        Blame(seen.failed_with(asserted, "can only join a started"), "join-before-start", line),
        Blame(seen.failed_with(asserted, "cannot start a process twice"), "started-twice", line),
        *thread_errors(seen),
    ]


def expect_both(seen: Seen) -> list[Arm]:
    """Require calls in threads and in processes; return both sides, the earlier first."""
    found = arms(seen)
    inside = [call for call in seen.calls if shares_a_process(seen, call)]
    seen.expect(
        len(found) == 2 and not inside,
        Blame(inside, "threads-for-cpu-work", line_of(call.begin for call in inside)),
        *not_two_kinds(seen, found),
        expected="calls of task in threads of your process, and in other processes",
        seen=where(seen, found),
        line=line_of([*seen.trace.of("start"), *seen.pools]),
    )
    return found


def shares_a_process(seen: Seen, call: Call) -> bool:
    """Whether another process than compare's had this call in flight beside a second one."""
    pid = call.begin.pid
    beside = [other for other in seen.calls if other.begin.pid == pid]
    return pid != seen.trace.caller[0] and peak(seen, beside) > 1


def not_two_kinds(seen: Seen, found: list[Arm]) -> list[Blame]:
    """What explains that no call ran in a thread, or none in another process."""
    here = seen.calls_by_caller
    line = line_of(call.begin for call in here)
    starts = seen.trace.of("start")
    plans = [e for e in seen.trace.of("made", "start") if e.facts.get("target") is not None]
    empty = [e for e in plans if e.facts["target"]["kind"] == "none" and not e.facts.get("own_run")]
    given = [e for e in seen.trace.of("given") if e.facts["work"]["kind"] in ("none", "NoneType")]
    runs = seen.line_where(r"(?<!super\(\))\.run\(\)")
    only = found[0] if len(found) == 1 and not here else None
    threads = only is not None and only.name == "threads"
    twice = only is not None and len(only.calls) > seen.request.args[1]
    disguised = [e for e in starts if e.by == "multiprocessing.dummy"]
    disguised += seen.pools_of("ThreadPool")
    pools = seen.pools_of("ThreadPoolExecutor")
    died = [event for event in seen.happened("joined") if event.facts.get("exitcode")]
    last = line_of(reversed(only.workers)) if only is not None else None
    both_started = len({event.facts["what"] for event in starts}) > 1
    return [
        Blame(here and given, "calls-instead-of-submitting", line),
        Blame(here and empty, "calls-instead-of-passing", line),
        Blame(here and runs, "run-instead-of-start", runs),
        Blame(here, "output-not-evidence", line),
        Blame(threads and disguised, "threads-in-disguise", line_of(disguised)),
        Blame(threads and len(pools) > 1, "thread-pool-for-process-pool", line_of(pools[1:])),
        Blame(threads and twice, "thread-for-process", last),
        Blame(twice and not threads, "process-for-thread", only.line if only else None),
        Blame(died, "exit-code-ignored", line_of(died)),
        Blame(not seen.calls and plans and not starts, "never-started", line_of(plans)),
        Blame(only and both_started and not seen.uncaught(), "unequal-work"),
        Blame(not seen.calls and (starts or seen.pools), "work-too-small", line_of(starts)),
    ]


def where(seen: Seen, found: list[Arm]) -> str:
    counts = {arm.name: len(arm.calls) for arm in found}
    here, uncaught = seen.calls_by_caller, seen.uncaught()
    parts = [f"{counted(len(here), 'call')} in the thread that called compare"] if here else []
    parts.append(f"{counted(counts.get('threads', 0), 'call')} in new threads")
    several = len({call.begin.pid for arm in found for call in arm.calls}) > 2
    kind = "other processes" if several or not counts.get("processes") else "one other process"
    parts.append(f"{counted(counts.get('processes', 0), 'call')} in {kind}")
    if uncaught:
        facts = uncaught[0].facts
        parts.append(f"and a thread ended with {facts['error']}: {facts['message']}")
    return ", ".join(parts)


def counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def test_threads_and_processes(observe, kata):
    expect_both(at_the_gate(observe, kata))


def test_same_work(observe, kata):
    for seen in (at_the_gate(observe, kata), look(observe, 1)):
        expect_same_work(seen)
    again = observe("compare", Task("task"), 2, times=2, hurry=True)
    again.ended(
        Blame(
            again.failed_with("RuntimeError", "context has already been set"),
            "start-method-set-twice",
            again.failing_line,
        ),
        Blame(again.observation.failure, "state-kept-between-calls", again.failing_line),
    )
    # Workers and not calls: one of the first call may still be at work, if nobody waited for it.
    found = arms(again)
    more = [arm.name for arm in found if len(arm.workers) > 2]
    again.expect(
        len(found) == 2 and not more,
        Blame(True, "state-kept-between-calls", line_of(again.trace.of("start", "pool"))),
        expected="a second call of compare starts threads and processes of its own",
        seen=f"it started more {more[0]} than two" if more else where(again, found),
    )


def expect_same_work(seen: Seen) -> None:
    copies, found, here = seen.request.args[1], arms(seen), seen.calls_by_caller
    counts = [len(arm.calls) for arm in found]
    equal = len(counts) == 2 and counts[0] == counts[1]
    right = equal and counts[0] == copies
    odd = [worker for arm in found if len(arm.calls) != copies for worker in arm.workers]
    from_one = seen.line_where(r"\brange\(1,")
    seen.expect(
        right and not here,
        Blame(right, "extra-calls", line_of(call.begin for call in here)),
        *(not_two_kinds(seen, found) if len(found) < 2 else []),
        Blame(equal and counts[0] == copies - 1 and from_one, "range-starts-at-one", from_one),
        Blame(equal and copies > 1 and counts[0] % copies == 0, "extra-calls"),
        Blame(equal, "copies-not-used"),
        Blame(counts, "unequal-work", line_of(odd)),
        expected=f"for copies = {copies}: {counted(copies, 'call')} of task in threads, "
        "and as many in processes",
        seen=where(seen, found),
        line=line_of([*odd, *seen.trace.of("start"), *seen.pools]),
    )
    given_more = [call for call in seen.calls if call.args or call.kwargs]
    given = seen.trace.of("given")
    threads = given_more and given_more[0].begin.pid == seen.trace.caller[0]
    kinds = ("ThreadPoolExecutor", "ThreadPool") if threads else ("ProcessPoolExecutor", "Pool")
    pools = {pool.facts["pool"] for pool in seen.pools_of(*kinds)}
    maps = [e for e in given if "map" in e.facts["how"] and e.facts["pool"] in pools]
    told = [repr(arg) for call in given_more[:1] for arg in (*call.args, *call.kwargs)]
    seen.expect(
        not given_more,
        Blame(maps, "map-passes-an-argument", line_of(maps)),
        Blame(True, "argument-for-a-task-without", line_of(given)),
        expected="task(), without an argument",
        seen=f"task({', '.join(told)})",
        line=line_of([*given, *seen.trace.of("made", "start")]),
    )


def test_all_at_once(observe, kata):
    for seen in (at_the_gate(observe, kata), until_joined(observe, kata)):
        copies = seen.request.args[1]
        for arm in expect_both(seen):
            pools = pools_of(seen, arm)
            most = peak(seen, arm.calls)
            # Where calls are missing, that is another check's business.
            together = min(copies, len(arm.calls)) if seen.request.hold.waves else 1
            seen.expect(
                most >= together,
                *in_turn(seen, arm, pools, most),
                expected=f"{together} calls of task at once in the {arm.name}",
                seen=f"at most {most} at once",
                line=arm.line,
            )
            sizes = [pool.facts["workers"] or 0 for pool in pools]
            seen.expect(
                not pools or copies in sizes or sum(sizes) == copies,
                Blame(True, "pool-size-not-copies", line_of(pools)),
                expected=f"for copies = {copies} a pool with {counted(copies, 'worker')}",
                seen=f"a pool with {counted(max(sizes, default=0), 'worker')}",
            )


def pools_of(seen: Seen, arm: Arm) -> list[Event]:
    """The pools that may have run a side; none where its workers were started by hand."""
    library = {"concurrent": "Executor", "multiprocessing": ""}
    kinds = {library.get(worker.by.partition(".")[0]) for worker in arm.workers}
    names = ("Thread", "") if arm.name == "threads" else ("Process", "")
    found = []
    if "Executor" in kinds and not arm.by_hand:
        found += seen.pools_of(f"{names[0]}PoolExecutor")
    if "" in kinds and not arm.by_hand:
        found += seen.pools_of("ThreadPool" if arm.name == "threads" else "Pool")
    return found


def in_turn(seen: Seen, arm: Arm, pools: list[Event], most: int) -> list[Blame]:
    """What explains that the calls of one side took turns."""
    steps = [e for e in seen.trace.of("start", "join") if key(e) in arm.by_hand]
    order = "".join(event.kind[0] for event in steps)
    joins = [event for event in steps if event.kind == "join"]
    given = [
        e for e in seen.trace.of("given") if e.facts["pool"] in {p.facts["pool"] for p in pools}
    ]
    applied = [event for event in given if event.facts["how"] == "apply"]
    few = [pool for pool in pools if (pool.facts["workers"] or 0) < seen.request.args[1]]
    return [
        Blame("js" in order and most == 1, "start-join-in-one-loop", line_of(joins)),
        Blame("js" in order, "waits-while-starting", line_of(joins)),
        Blame(few, "pool-size-not-copies", line_of(few)),
        Blame(applied, "apply-waits", line_of(applied)),
        Blame(len(given) > 1, "submit-result-in-one-loop", line_of(given)),
        Blame(len({call.lane for call in arm.calls}) == 1, "loop-in-one-worker", arm.line),
    ]


def key(event: Event) -> tuple[int, int]:
    return event.pid, event.facts["worker"]


def test_one_after_the_other(observe, kata, advise):
    seen = until_joined(observe, kata)
    first, second = found = expect_both(seen)
    for arm in found:
        unfinished = [call for call in seen.unfinished if call in arm.calls]
        overlaps = arm is first and first.end > second.first
        before = f"before the first of the {second.name} starts" if overlaps else "on return"
        still = f"{counted(len(unfinished), 'call')} of task still ran when compare returned"
        early = f"the {second.name} were started while the {first.name} still ran"
        seen.expect(
            not unfinished and not overlaps,
            *left_alone(seen, arm),
            Blame(unfinished, "pool-not-waited-for", line_of(seen.trace.of("shutdown"))),
            Blame(overlaps, "arms-at-once", second.line),
            expected=f"all of the {arm.name} have finished {before}",
            seen=still if unfinished else early,
            line=arm.line,
        )
    expect_all_ended(observe)
    closed = {event.facts["pool"] for event in seen.trace.of("shutdown")}
    open_ = [pool for pool in seen.pools if pool.facts["pool"] not in closed]
    advise(open_, "pool-not-closed", line_of(open_))
    seen.expect(
        open_ or not seen.observation.left_running,
        expected="nothing runs on after the return",
        seen=f"still running: {seen.left_in_words}",
    )


def expect_all_ended(observe) -> None:
    """Require that every call comes to its end, also where the newest are the first to end."""
    seen = look(observe, 3, Hold(last_first=True))
    left = seen.unfinished
    mine = [arm for arm in arms(seen) if any(call in arm.calls for call in left)]
    pools = [pool for arm in mine for pool in pools_of(seen, arm)]
    seen.expect(
        not left,
        Blame(pools, "pool-ended-early", line_of(reversed(pools))),
        Blame(seen.joins, "joins-only-last", line_of(reversed(seen.joins))),
        expected="every call of task comes to its end, in whatever order they end",
        seen=f"{counted(len(left), 'call')} of task did not, before compare returned",
        line=line_of(call.begin for call in left) or line_of(reversed(seen.trace.of("start"))),
    )


def left_alone(seen: Seen, arm: Arm) -> list[Blame]:
    """What explains that nobody waited for a side's own workers, or not for all of them."""
    joins = [event for event in seen.joins if key(event) in arm.by_hand]
    timed = [event for event in joins if event.facts["timed"]]
    none = arm.by_hand and not joins
    some = joins and len({key(event) for event in joins}) < len(arm.by_hand)
    sleeps = seen.trace.of("sleep")
    bare = seen.line_where(r"^\s*[\w.\[\]]+\.join\s*(#.*)?$")
    return [
        Blame(timed, "join-timeout-is-not-done", line_of(timed)),
        Blame(none and sleeps, "sleeps-instead-of-joining", line_of(sleeps)),
        Blame(none and bare, "join-without-parentheses", bare),
        Blame(some, "joins-only-last", line_of(joins)),
        Blame(none, "no-join", arm.line),
    ]


def test_two_floats(observe, kata):
    seen = at_the_gate(observe, kata)
    value, line = seen.value, seen.line_where(r"^\s*return\b")
    seen.expect(
        isinstance(value, dict),
        Blame(value is None, "forgotten-return"),
        Blame(True, "result-of-another-shape", line),
        expected='a dict: {"threads": seconds, "processes": seconds}',
        seen=shown(value),
        line=line,
    )
    seen.expect(
        set(value) == KEYS,
        Blame(set(value) > KEYS, "more-keys-than-asked", line),
        Blame(True, "keys-of-my-own", line),
        expected='the keys "threads" and "processes", and no others',
        seen=f"the keys {', '.join(map(repr, value))}" if value else "an empty dict",
        line=line,
    )
    kinds = {type(number) for number in value.values()}
    seen.expect(
        kinds == {float},
        Blame(kinds <= {int, float}, "whole-seconds", line),
        Blame(str in kinds, "time-as-text", line),
        expected="two floats",
        seen=", ".join(f"{name}: {shown(number)}" for name, number in value.items()),
        line=line,
    )


def shown(value) -> str:
    if isinstance(value, Opaque):
        return f"a {value.type_name}: {value.text}"
    return f"{value!r}, which is a {type(value).__name__}" if value is not None else "None"


def readings(seen: Seen, since: int, until: int, *clocks: str) -> list[Event]:
    """The readings of these clocks between two moments, outside of the other processes."""
    home = seen.trace.caller[0]
    told = [e for e in seen.trace.of("clock") if e.pid == home and since <= e.time_ns <= until]
    return [event for event in told if event.facts["clock"] in clocks]


def around(seen: Seen, arm: Arm) -> tuple[list[Event], list[Event]]:
    """The readings of good clocks before a side's first start, and those after its end."""
    before = readings(seen, arm.since, arm.first, *INTERVAL_CLOCKS)
    return before, readings(seen, arm.end, arm.until, *INTERVAL_CLOCKS)


def apart(one: Event, two: Event) -> float:
    return float(two.facts["value"] - one.facts["value"])


def measured(seen: Seen, arm: Arm) -> list[float]:
    """The seconds between good readings before a side and good ones after it."""
    before, after = around(seen, arm)
    return [apart(one, two) for one in before for two in after]


def is_true(seen: Seen, arm: Arm, seconds: float) -> bool:
    """Whether so much time can have passed.

    The side lies within the measurement, and that between what came before and after: this holds
    on any machine. Where good clocks were read on both sides, it lies between two readings.
    """
    possible = measured(seen, arm)
    within = arm.least - ROUNDED <= seconds <= (arm.until - arm.since) / 1e9 + ROUNDED
    return within and (not possible or any(abs(seconds - each) <= ROUNDED for each in possible))


def swapped(seen: Seen) -> bool:
    """Whether the times in each other's place would be true."""
    found = arms(seen)
    return all(is_true(seen, arm, seen.value[other(arm)]) for arm in found)


def other(arm: Arm) -> str:
    (name,) = KEYS - {arm.name}
    return name


def test_true_times(observe, kata):
    expect_true_times(at_the_gate(observe, kata))
    for attempt in range(4):
        seen = until_joined(observe, kata, attempt)
        expect_true_times(seen)
        if not swapped(seen):  # on a busy machine both may take as long as each other
            break


def expect_true_times(seen: Seen) -> None:
    found, value = expect_both(seen), seen.value
    numbers = [value.get(arm.name) for arm in found] if isinstance(value, dict) else [None]
    seen.expect(
        all(type(number) in (float, int) and abs(number) < 1e18 for number in numbers),
        expected="two numbers, which can be held against what passed",
        seen=shown(value),
    )
    for arm in found:
        true = is_true(seen, arm, value[arm.name])
        running = len([call for call in seen.unfinished if call in arm.calls])
        seen.expect(
            true or not running,
            *left_alone(seen, arm),
            *untrue(seen, arm),
            expected=f"the time until the last of the {arm.name} has finished",
            seen=f"{value[arm.name]:.6g}, but {counted(running, 'call')} still ran on return",
            line=arm.line,
        )
        possible = measured(seen, arm) or [arm.least]
        nearest = min(possible, key=lambda each: abs(each - value[arm.name]))
        seen.expect(
            true,
            *untrue(seen, arm),
            expected=f"for the {arm.name} about {nearest:.3f}, the seconds from the first start "
            "to the end of the last",
            seen=f"{arm.name}: {value[arm.name]:.6g}",
            line=arm.line,
        )


def untrue(seen: Seen, arm: Arm) -> list[Blame]:
    """What explains that a time is not the one that passed."""
    number, copies = seen.value[arm.name], seen.request.args[1]
    small = any(is_true(seen, arm, number / unit) for unit in (1e3, 1e6, 1e9))
    share = copies > 1 and read_between(seen, number * copies)
    blames = [
        Blame(swapped(seen), "times-swapped"),
        Blame(small, "milliseconds-for-seconds"),
        Blame(number == number // 1, "whole-seconds"),
        Blame(share, "time-per-copy", line_of(share or [])),
    ]
    pair = read_between(seen, number)
    if pair is None:
        return blames
    one, two = pair
    too_wide = one.time_ns < arm.since or two.time_ns > arm.until
    return [
        *blames[:3],
        Blame(one.facts["clock"] in CPU_CLOCKS, "cpu-clock-for-elapsed", two.line),
        Blame(too_wide, "one-clock-for-both", two.line),
        Blame(one.time_ns > arm.first, "clock-started-late", one.line),
        Blame(two.time_ns < arm.end, "clock-stopped-before-join", two.line),
        *blames[3:],
    ]


def read_between(seen: Seen, seconds: float) -> tuple[Event, Event] | None:
    """The two readings of one clock between which just so many seconds passed."""
    told = readings(seen, 0, seen.trace.over.time_ns, "time", *INTERVAL_CLOCKS, *CPU_CLOCKS)[:100]
    pairs = ((one, two) for place, one in enumerate(told) for two in told[place + 1 :])
    return next(
        (
            (one, two)
            for one, two in pairs
            if one.facts["clock"] == two.facts["clock"] and abs(apart(one, two) - seconds) < EXACT
        ),
        None,
    )


def test_interval_clock(observe, kata):
    seen = at_the_gate(observe, kata)
    for arm in expect_both(seen):
        before, after = around(seen, arm)
        clocks = {e.facts["clock"] for e in seen.trace.of("clock") if e.pid == seen.trace.caller[0]}
        missing = "before the first start" if not before else "after the end"
        seen.expect(
            before and after,
            *other_clocks(seen, arm),
            expected=f"perf_counter() or monotonic() is read before the first of the {arm.name} "
            "starts, and again when the last has ended",
            seen=f"no reading of either {missing}"
            + (f"; {' and '.join(sorted(clocks))} was read" if clocks else ""),
            line=arm.line,
        )


def other_clocks(seen: Seen, arm: Arm) -> list[Blame]:
    """What explains that no good clock was read before a side's first start, or after its end."""
    before, after = around(seen, arm)
    sides = [(arm.since, arm.first)] if not before else []
    sides += [(arm.end, arm.until)] if not after else []
    of_day = [event for side in sides for event in readings(seen, *side, "time")]
    cpu = [event for side in sides for event in readings(seen, *side, *CPU_CLOCKS)]
    lanes = {call.lane for call in seen.calls} - {seen.trace.caller}
    inside = [e for e in seen.trace.of("clock") if (e.pid, e.tid) in lanes]
    between = readings(seen, arm.first, arm.end, *INTERVAL_CLOCKS)
    dated = seen.line_where(DATETIME)
    told = seen.trace.of("clock")
    return [
        Blame(of_day, "wall-clock-for-intervals", line_of(of_day)),
        Blame(cpu, "cpu-clock-for-elapsed", line_of(cpu)),
        Blame(dated, "datetime-for-intervals", dated),
        Blame(inside, "worker-times-itself", line_of(inside)),
        Blame(before and between, "clock-stopped-before-join", line_of(reversed(between))),
        Blame(after and between, "clock-started-late", line_of(between)),
        Blame(after and told, "one-clock-for-both", line_of(told)),
    ]


def test_every_start_method(observe):
    fork = None
    for method in start_methods():
        seen = observe("compare", Task("task"), 2, start_method=method)
        alone = fork is not None
        told = seen.observation.output + repr(seen.observation.failure)
        guarded = "Can't get attribute" in told and not seen.failed_with("AttributeError")
        pickled, *others = errors(seen)
        blames = [
            pickled,
            Blame(guarded, "worker-in-the-guard", seen.line_where(r"__main__")),
            Blame(alone and "Error" in told, "runtime-global-in-worker", seen.failing_line),
            *others,
        ]
        seen.ended(*blames)
        found = arms(seen)
        counts = {arm.name: len(arm.calls) for arm in found}
        fork = counts if method == "fork" else fork
        seen.expect(
            counts == fork if alone else len(found) == 2,
            *blames,
            *not_two_kinds(seen, found),
            expected=f"under {method} calls of task in threads and in processes",
            seen=where(seen, found),
            line=line_of(seen.trace.of("start", "pool")),
        )


def test_runs_as_script(run_script):
    seen = run_script("spawn")
    told = seen.observation.output
    guard = "bootstrapping phase" in told or "freeze_support" in told
    unguarded = seen.line_where(r"^(?!(async )?def\b)\S.*\bcompare\(")
    started = line_of(seen.trace.of("start", "pool"))
    failed = [e for e in seen.happened("joined") if e.own and e.facts.get("exitcode")]
    blames = [
        Blame(guard, "no-main-guard", unguarded or started),
        Blame("Can't get attribute" in told, "worker-in-the-guard", seen.line_where(r"__main__")),
    ]
    seen.ended(*blames, *errors(seen))
    seen.expect(
        not guard and not failed,
        *blames,
        Blame(True, "exit-code-ignored", line_of(failed)),
        expected="every process that the script starts ends with exit code 0",
        seen="one ended with another, and printed its traceback",
        line=started,
    )

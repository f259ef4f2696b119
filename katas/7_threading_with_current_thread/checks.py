"""What is checked of kata 7: named threads, each of which asks for its own name."""

import re
from collections import Counter

from grader.checking import Blame, Hold, Seen, Task
from grader.checking.explain import not_in_a_thread, not_waited, order_in_words, thread_errors
from grader.observe.protocol import Opaque
from grader.observe.trace import line_of

# More than anyone starts by hand, so that batches of threads show.
# Capitals and outer spaces are part of a name, too.
NAMES = ["loader", "parser", "night shift", "größe", "cam/entrance", " Writer", "stream-7"]
MANY = NAMES + [f"reader {number}" for number in range(34)]  # more than a window or batch holds
REPEATED = ["loader", "parser", "parser", "loader", "night shift", " Writer", "loader"]
NO_ATTRIBUTE = r"'(function|method|builtin_function_or_method)' object has no attribute"
NUMBERS = r"\b(get_ident|get_native_id)\b|\.(ident|native_id)\b"
OLD_SPELLING = r"^[^#\"']*\b(currentThread|setName)\s*\("


def look(observe, names, hold) -> Seen:
    """Observe one call, and require that it returned."""
    seen = observe("report_names", Task("report"), names, hold=hold, watch=("names",), hurry=True)
    not_ready = seen.failed_with("AssertionError", "__init__")
    unread = seen.failed_with("AttributeError", NO_ATTRIBUTE)
    seen.ended(
        Blame(not_ready, "init-not-called", seen.failing_line),
        Blame(unread, "current-thread-not-called", seen.failing_line),
        *thread_errors(seen),
    )
    return seen


def all_in_flight(observe, names=NAMES) -> Seen:
    seen = look(observe, names, Hold(in_flight=len(names)))
    in_threads(seen)
    return seen


def in_threads(seen: Seen) -> None:
    here = [call.begin for call in seen.calls_by_caller]
    seen.expect(
        seen.calls and all((w := seen.worker_of(c)) and w.what == "thread" for c in seen.calls),
        *why(seen),
        expected="the threads that you start call report",
        seen=where(seen),
        line=line_of([*here, *seen.uncaught(), *made_of(seen), *seen.trace.of("made")]),
    )


def test_named_threads(observe):
    seen = all_in_flight(observe)
    names = [call.begin.thread for call in seen.calls]
    a_thread_for_each(seen)
    seen.expect(
        not Counter(NAMES) - Counter(names),
        *why(seen),
        expected=f"while report runs, its threads carry the names {tally(NAMES)}",
        seen=f"they carry {tally(names)}",
        line=line_of(made_of(seen)),
    )
    no_second_thread(seen)


def no_second_thread(seen: Seen) -> None:
    """Require that no name is given to two threads; one that leads the others has its own."""
    carried = Counter(worker.name for worker in seen.threads)
    twice = [name for name in NAMES if carried[name] > 1]
    silent = [worker for worker in seen.threads if worker.lane not in seen.trace.lanes]
    seen.expect(
        not twice,
        Blame(silent, "output-not-evidence", line_of(worker.started for worker in silent)),
        expected="one new thread for each name, and it is this thread that calls report",
        seen=f"{twice and carried[twice[0]]} threads carry the name {twice and twice[0]!r}",
        line=seen.last_line_of_starts(),
    )


def a_thread_for_each(seen: Seen) -> None:
    threads, names = len(seen.trace.lanes), seen.request.args[1]
    told = Counter(map(repr, seen.first_arguments))
    missing = [name for name in dict.fromkeys(names) if repr(name) not in told]
    never = f", and never with {tally(missing)}" if told and missing else ""
    # Every name was told as often as it stands there, though by fewer threads.
    reused = threads > 1 and told == Counter(map(repr, names)) and told.total() > len(told)
    seen.expect(
        threads >= len(names),
        *why(seen),
        Blame(reused, "names-must-be-unique"),
        expected=f"{len(names)} new threads, one for each name",
        seen=f"report was called in {counted(threads, 'thread')}{never}",
        line=seen.last_line_of_starts(),
    )


def test_asks_itself(observe, advise):
    seen = all_in_flight(observe)
    # What a thread reads is a copy: a string out of the list itself was handed over.
    handed = [c for c in seen.calls if c.begin.facts.get("given") or not has_asked(seen, c)]
    told = seen.first_arguments
    seen.expect(
        not handed,
        *misread(seen),
        *asked_another(seen),
        Blame(all(name in NAMES for name in told), "name-handed-over", line_of_calls(handed)),
        expected="each thread asks for its own name, and report gets what it read",
        seen=in_words(seen, handed),
        line=line_of([*(call.begin for call in handed), *made_of(seen)]),
    )
    old = [read for read in seen.happened("name_read", mine=True) if read.by == "threading"]
    spelled = seen.line_where(OLD_SPELLING)
    advise(old or spelled, "deprecated-names", line_of(old) or spelled)


def has_asked(seen: Seen, call) -> bool:
    """Whether the thread of a call had asked for its own name before it."""
    reads = seen.happened("name_read", mine=True)
    lane, begun = call.lane, call.begin.time_ns
    return any((read.pid, read.tid) == lane and read.time_ns <= begun for read in reads)


def in_words(seen: Seen, handed: list) -> str:
    if not handed:
        return "so it is"
    if handed[0].begin.facts.get("given"):
        return f"{as_call(handed[0])} got the string out of the list, and not what was read"
    reads = seen.happened("name_read", mine=False)
    others = [r.facts["name"] for r in reads if (r.pid, r.tid) == handed[0].lane]
    asked = f", but for that of {others[0]}" if others else ""
    return f"{as_call(handed[0])}: its thread did not read its own name{asked}"


def test_each_name_once(observe):
    # New threads are held until all are born: what they look up late, they find changed.
    seen = look(observe, REPEATED, Hold(births=len(REPEATED), in_flight=len(REPEATED)))
    in_threads(seen)
    told = seen.first_arguments
    odd = [call for call in seen.calls if len(call.args) != 1 or call.kwargs]
    double = same(told, REPEATED * 2) and seen.happened("made", own_run=True)
    longer = [t for t in map(str, told) if t not in REPEATED and any(n in t for n in REPEATED)]
    seen.expect(
        same(told, REPEATED) and not odd,
        Blame(double, "target-and-run"),
        Blame(0 < len(longer) < len(told), "names-must-be-unique", line_of(made_of(seen))),
        *why(seen),
        expected=f"report gets {tally(REPEATED)}, each in a call of its own",
        seen=", ".join(map(as_call, odd[:3])) if odd else f"report got {tally(told)}",
        line=line_of([*made_of(seen), *(call.begin for call in seen.calls)]),
    )
    a_thread_for_each(seen)
    again = observe("report_names", Task("report"), NAMES, times=2, hurry=True)
    kept = line_of(again.trace.of("made"))
    again.ended(Blame(again.observation.failure, "state-kept-between-calls", kept))
    # A thread of the first call that nobody waited for may still be at work in the second.
    own = [call.args[0] for call in again.calls if call.args and again.worker_of(call)]
    again.expect(
        same(own, NAMES),
        Blame(True, "state-kept-between-calls", kept),
        expected=f"a second call of report_names reports its own {len(NAMES)} names",
        seen=f"report got {tally(own)}",
    )
    nothing_for_none(observe, seen)


def nothing_for_none(observe, seen: Seen) -> None:
    """Look at an empty list; ``seen`` shows whether a thread leads the others, also if none."""
    empty = observe("report_names", Task("report"), [], hurry=True)
    empty.ended(Blame(empty.observation.failure, "empty-list-forgotten", empty.failing_line))
    empty.expect(
        not empty.calls,
        Blame(True, "empty-list-forgotten", line_of_calls(empty.calls)),
        expected="no call of report for an empty list of names",
        seen=f"report got {tally(empty.first_arguments)}",
    )
    led = any(lane != seen.trace.caller for lane, _ in starts_of_reporters(seen))
    seen.expect(
        led or not empty.threads,
        Blame(True, "empty-list-forgotten", empty.last_line_of_starts()),
        expected="no thread is started for an empty list of names",
        seen=f"{counted(len(empty.threads), 'thread')} started",
    )


def test_all_started_first(observe):
    # A call is held until all are in flight, or until nothing more can come: calls that take
    # turns by a lock are right as well, for no thread is waited for.
    seen = all_in_flight(observe, MANY)
    ends = [call.end.time_ns for call in seen.calls if call.end is not None]
    starts = [start for start in seen.happened("start", what="thread") if start.own]
    early = [start for start in starts if not ends or start.time_ns < min(ends)]
    by_turns = "SJSJ" in seen.trace.order and len({(e.pid, e.tid) for e in starts}) == 1
    sleeps = seen.trace.of("sleep")
    in_time = f"a call had ended when only {counted(len(early), 'thread')} had started"
    if len(early) == len(starts):
        in_time = f"no more than {counted(len(starts), 'thread')} for {len(MANY)} names"
    seen.expect(
        len(early) >= len(MANY),
        *too_few(seen),
        Blame(by_turns and len(early) == 1, "start-join-in-one-loop", line_of(seen.joins)),
        Blame(sleeps, "sleeps-instead-of-joining", line_of(sleeps)),
        Blame(len(starts) > len(early), "waits-while-starting", line_of(seen.joins or starts)),
        expected=f"{len(MANY)} starts, and only then a wait",
        seen=f"{order_in_words(seen)}: {in_time}",
        line=line_of([*seen.joins, *starts]),
    )
    between = joins_between(seen)
    seen.expect(
        not between,
        Blame(True, "waits-while-starting", line_of(between)),
        expected=f"{len(MANY)} starts, and only then a wait",
        seen=f"{order_in_words(seen)}: it waited for a thread before it had started the others",
        line=line_of(between),
    )


def starts_of_reporters(seen: Seen) -> list:
    """Each start of a thread that calls report, with the thread that started it."""
    starts = [w.started for w in seen.threads if w.lane in seen.trace.lanes]
    return [((start.pid, start.tid), start) for start in starts]


def joins_between(seen: Seen) -> list:
    """The joins of a thread that calls report by one who has others still to start.

    No time limit makes it right; another thread may wait as it likes.
    """
    last = {lane: start.time_ns for lane, start in starts_of_reporters(seen)}
    reporters = {start.facts["worker"] for _, start in starts_of_reporters(seen)}
    return [
        join
        for join in seen.joins
        if join.facts["worker"] in reporters and join.time_ns < last.get((join.pid, join.tid), 0)
    ]


def test_waits_by_join(observe):
    seen = look(observe, REPEATED, Hold(joined=True))
    seen.expect(
        seen.workers,
        *not_in_a_thread(seen),
        expected="threads to wait for",
        seen="report_names started no thread",
    )
    seen.expect(
        not seen.unfinished,
        *not_joined(seen),
        expected="every call of report has finished when report_names returns",
        seen=f"report_names returned while {counted(len(seen.unfinished), 'call')} still ran",
        line=seen.last_line_of_starts(),
    )
    seen.expect(
        not seen.unjoined,
        *not_joined(seen),
        expected="join() waits for every thread",
        seen=f"it waited otherwise: {counted(len(seen.unjoined), 'thread')} had no join()",
        line=seen.last_line_of_starts(),
    )
    seen.expect(
        not seen.observation.left_running,
        expected="nothing runs on after the return",
        seen=f"still running: {seen.left_in_words}",
    )


# Explanations


def not_joined(seen: Seen) -> list[Blame]:
    """What explains that threads, or some of them, were not waited for."""
    last = {worker.name: worker for worker in seen.threads}
    newest = [worker for worker in seen.threads if last[worker.name] is worker]
    joined = [worker for worker in seen.threads if worker.joined]
    some, line = joined and not seen.timed_joins, line_of(seen.joins)
    written = seen.line_where(r"\w\.join\(\)|\bmap\(.*\.join\b")
    silent = not seen.joins and not seen.trace.of("sleep")
    asks = seen.line_where(r"^\s*while\b.*\bis_alive\b")
    return [
        Blame(asks and not seen.joins, "spins-instead-of-joining", asks),
        Blame(some and len(joined) > 1 and joined == newest, "keyed-by-value", line),
        Blame(some and joined != seen.threads[-1:], "joins-not-all", line),
        Blame(silent and written, "join-never-reached", written),
        *not_waited(seen),
    ]


def why(seen: Seen) -> list[Blame]:
    """What explains wrong names, or calls that are missing or in the wrong place."""
    names = [call.begin.thread for call in seen.calls]
    told, asked = seen.first_arguments, seen.request.args[1]
    elsewhere = [call for call in seen.calls if seen.worker_of(call) is None]
    renamed, made = seen.trace.of("renamed"), line_of(made_of(seen))
    unnamed = any(re.match(r"Thread-\d", name) for name in names)
    default = any(re.match(r"Thread-\d", worker.name) for worker in seen.threads)
    thread_1 = seen.line_where(r"[\"']Thread-")
    late = len(told) == len(asked) and set(map(repr, told)) < set(map(repr, asked))
    return [
        *misread(seen),
        *too_few(seen),
        Blame(unnamed and renamed, "named-after-start", line_of(renamed)),
        Blame(default and not told and seen.uncaught("Thread-|literal"), "expects-default-name"),
        Blame(unnamed and thread_1, "expects-default-name", thread_1),
        Blame(late, "late-binding-name", line_of_calls(seen.calls)),
        Blame(unnamed, "name-not-given", made),
        *(not_in_a_thread(seen) if elsewhere or not seen.threads else []),
        Blame(seen.calls_by_caller, "output-not-evidence", line_of_calls(seen.calls_by_caller)),
        *asked_another(seen),
    ]


def misread(seen: Seen) -> list[Blame]:
    """What explains that something other than a name was read, or reported."""
    got = seen.first_arguments[0] if seen.first_arguments else None
    kind, text = (got.type_name, got.text) if isinstance(got, Opaque) else ("", str(got))
    here = line_of_calls(seen.calls)
    no_attribute = seen.uncaught(NO_ATTRIBUTE)
    called = seen.uncaught("'str' object is not callable")
    child = seen.processes and got == "MainThread"
    return [
        Blame(no_attribute, "current-thread-not-called", line_of(no_attribute)),
        Blame(kind in ("function", "method"), "current-thread-not-called", here),
        Blame(re.search(r"^<\w+\(.*\bstarted\b", text), "thread-is-not-its-name", here),
        Blame(called, "name-called", line_of(called)),
        Blame(type(got) is int, "ident-for-name", seen.line_where(NUMBERS) or here),
        Blame(got == "MainProcess", "process-name-for-thread", here),
        Blame(child, "thread-name-for-process", here),
    ]


def too_few(seen: Seen) -> list[Blame]:
    """What explains that threads are missing."""
    told, asked = seen.first_arguments, seen.request.args[1]
    made, last = seen.trace.of("made"), seen.last_line_of_starts()
    one = len(seen.threads) == 1 and not seen.pools
    all_there = len(told) < len(asked) and set(map(repr, told)) == set(map(repr, asked))
    skips = seen.line_where(r"enumerate\(\)|\bnot in\b|\bcontinue\b|groupby\(")
    leaves = seen.line_where(r"^\s+(return|break)\b") or last
    return [
        Blame(one and len(seen.calls) > 1, "one-thread-for-all", last),
        Blame(one and len(told) == 1 < len(made), "starts-only-last", last),
        Blame(one and len(told) == len(made) == 1, "leaves-the-loop-early", leaves),
        Blame(all_there and skips, "names-must-be-unique", skips),
        Blame(all_there, "keyed-by-value", line_of(made)),
    ]


def asked_another(seen: Seen) -> list[Blame]:
    """What explains that a thread's name was read by another, or another's name by a thread."""
    by_caller = [r for r in seen.trace.of("name_read") if (r.pid, r.tid) == seen.trace.caller]
    others = [read for read in seen.happened("name_read", mine=False) if read not in by_caller]
    started = {worker.started.facts["worker"] for worker in seen.workers}
    of_main = [read for read in others if read.facts["worker"] not in started]
    main = seen.line_where(r"\bmain_thread\b")
    given = [call for call in seen.calls if call.begin.facts.get("given")]
    # What the caller read reached report, as far as one can tell; it may have read it on import.
    told = seen.first_arguments
    handed = [r for r in by_caller if r.facts["name"] in told and not given]
    own = [read for read in handed if read.facts["mine"]]
    callers_own = [call.thread for call in seen.trace.of("call") if call.thread in told]
    return [
        Blame(of_main and main, "main-thread-is-current", main),
        Blame(of_main, "name-read-in-parent", line_of(of_main)),
        Blame(own, "name-read-in-parent", line_of(own)),
        Blame(handed, "name-handed-over", line_of(handed)),
        Blame(callers_own, "name-read-in-parent", seen.line_where(r"current_thread\b.*\.name\b")),
        Blame(others, "late-binding-name", line_of(others)),
    ]


# Words


def where(seen: Seen) -> str:
    uncaught = seen.uncaught()
    if not seen.calls and uncaught:
        facts = uncaught[0].facts
        return f"no call of report: a thread ended with {facts['error']}: {facts['message']}"
    if not seen.calls:
        return "no call of report"
    if seen.calls_by_caller:
        return f"report ran in {seen.calls_by_caller[0].begin.thread}, the thread that called you"
    if seen.processes:
        return f"report ran in {len(seen.trace.processes)} processes, not in threads of yours"
    return f"{counted(len(seen.calls), 'call')} of report, not in threads that you started"


def made_of(seen: Seen) -> list:
    """The making of each thread that was started."""
    started = {(w.started.pid, w.started.facts["worker"]) for w in seen.threads}
    return [e for e in seen.trace.of("made") if (e.pid, e.facts["worker"]) in started]


def line_of_calls(calls) -> int | None:
    return line_of(call.begin for call in calls)


def same(told: list, names: list) -> bool:
    """The same strings the same number of times, in any order."""
    return Counter(map(repr, told)) == Counter(map(repr, names))


def tally(things: list) -> str:
    """What there is, with how often where it is more than once."""
    counts = Counter(map(shown, things)).most_common()
    parts = [thing if count == 1 else f"{thing} {count} times" for thing, count in counts[:7]]
    return ", ".join(parts) or "nothing"


def as_call(call) -> str:
    arguments = [shown(arg) for arg in call.args]
    arguments += [f"{name}={shown(value)}" for name, value in call.kwargs.items()]
    return f"report({', '.join(arguments)})"


def shown(value) -> str:
    return value.text if isinstance(value, Opaque) else repr(value)


def counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"

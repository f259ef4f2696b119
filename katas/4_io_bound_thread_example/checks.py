"""What is checked of kata 4: downloads that wait together, in threads; order, errors and all."""

from collections import Counter
from reprlib import Repr

from grader.checking import Blame, Hold, Opaque, Seen, Task
from grader.checking.explain import order_in_words, thread_errors
from grader.checking.seen import names
from grader.observe.gate import Reason
from grader.observe.observation import Ending
from grader.observe.parallelism import waiting_parallelism
from grader.observe.trace import line_of

# In no order that sorting would give, three of them twice, and half of them from one host.
PLACES = "z.example/owl c.example/cat z.example/fox c.example/cat a.example/ant z.example/bee "
PLACES += "b.example/elk z.example/dog b.example/emu a.example/ant z.example/eel z.example/owl"
URLS = [f"https://{place}" for place in PLACES.split()]
ANIMALS = ("an owl", "", 0, "ant" * 40_000, None, [], {"dogs": 3}, False, "an eel")
RESULTS = dict(zip(dict.fromkeys(URLS), ANIMALS, strict=True))
DOWNLOAD = Task("download", returns=tuple(RESULTS.items()))
FEW = URLS[:3]
AT_ONCE = 4
MANY = [f"https://images.example/{number}.jpg" for number in range(60)]
PROCESS_POOLS = ("ProcessPoolExecutor", "Pool")
LOCK = r"^\s*with\s+\w*(lock|mutex)\w*\s*:|\.acquire\("
SORTS = r"\bsort(ed)?\("
# Where an exception of a download is caught, or is made a value.
CATCHES = r"^\s*(except\b|with\b.*\bsuppress\()|\breturn_exceptions=True|\.exception\("


def look(observe) -> Seen:
    """Twelve downloads: four are let wait together, and the newest that waits ends first."""
    seen = first_look(observe)
    seen.ended(*errors(seen))
    crashed = seen.uncaught()
    facts = crashed[0].facts if crashed else {}
    seen.expect(
        seen.calls or not crashed,
        Blame(seen.uncaught("must be an iterable"), "args-not-a-tuple", line_of(crashed)),
        Blame(seen.uncaught("but [0-9]+ were given"), "string-as-args", line_of(crashed)),
        Blame(seen.uncaught("missing"), "args-forgotten", line_of(crashed)),
        expected="the threads call download",
        seen=f"no call: a thread ended with {facts.get('error')}: {facts.get('message')}",
        line=line_of(crashed),
    )
    return seen


def look_at_waiting(observe) -> Seen:
    """A few downloads, each held until its thread is joined, or everyone waits: the newest first.

    So one whose thread is never joined is the last to end, wherever it stands.
    """
    first = first_look(observe)
    # It takes long to see of one who asks again and again that it only waits: one must do.
    few = FEW[:1] if asks_again(first) else FEW
    seen = look_again(observe, DOWNLOAD, few, hold=Hold(joined=True, last_first=True))
    seen.ended(*errors(seen))
    return seen


def first_look(observe) -> Seen:
    return observe("download_all", DOWNLOAD, URLS, hold=in_flight(AT_ONCE), hurry=True)


def in_flight(count: int) -> Hold:
    return Hold(in_flight=count, last_first=True)


def asks_again(seen: Seen) -> bool:
    """Whether the program sleeps, or joins for a time: it may be polling, or only guess."""
    return bool(seen.trace.of("sleep") or seen.timed_joins)


def look_again(observe, *arguments, hurry=True, **options) -> Seen:
    """Another observation, unless the first one had no end: then this has none, either."""
    first = first_look(observe)
    if is_stuck(first):
        first.ended(*errors(first))
    return observe("download_all", *arguments, hurry=hurry, **options)


def is_stuck(seen: Seen) -> bool:
    return seen.observation.ending in (Ending.TIMEOUT, Ending.DEADLOCK, Ending.STARVED)


def errors(seen: Seen) -> list[Blame]:
    """What explains an exception, or an end that never came."""
    line = seen.failing_line
    here, given, made = seen.calls_by_caller, seen.trace.of("given"), seen.trace.of("made")
    stuck, all_here = is_stuck(seen), len(here) == len(seen.calls)
    all_done = seen.calls and all(call.end is not None for call in seen.calls)
    for_truth = seen.line_where(r"\bNone\s+in\b|\bis\s+None\b|\b(all|any)\(|\bnot\s+\w+\[")
    unjoined = seen.threads and not seen.joins and not seen.uncaught()
    flood = seen.observation.ending is Ending.FLOOD
    ended_pool = seen.pools_of("ThreadPool") and seen.trace.of("shutdown")
    return [
        Blame(
            flood and seen.trace.of("sleep"),
            "spins-instead-of-joining",
            line_of(seen.trace.of("sleep")),
        ),
        Blame(elsewhere(seen) or seen.processes, "processes-for-io", line),
        Blame(seen.pools_of(*PROCESS_POOLS), "processes-for-io", line_of(seen.pools)),
        Blame(here and given and all_here, "calls-instead-of-submitting", line_of(given)),
        Blame(all_here and made and seen.called_before_made, "calls-instead-of-passing", line),
        Blame(here and made and not started(seen), "run-instead-of-start", line),
        *thread_errors(seen),
        Blame(here and seen.line_where(r"\basync def\b"), "blocks-the-event-loop", line),
        Blame(seen.failed_with("TypeError", "not supported between"), "sorts-the-results", line),
        Blame(seen.failed_with("TypeError", "Future"), "future-is-not-the-result", line),
        *(not_waited(seen) if seen.unfinished and not stuck else []),
        Blame(unjoined and seen.failed_with("KeyError"), "no-join", seen.last_line_of_starts()),
        Blame(stuck and ended_pool and given, "read-after-pool-ended", line_of(given)),
        Blame(stuck and seen.uncaught(), "exceptions-stay-in-thread", line_of(seen.uncaught())),
        Blame(stuck and all_done and for_truth, "falsy-is-missing", for_truth),
    ]


def elsewhere(seen: Seen) -> list:
    """The calls that ran in another process."""
    home = seen.trace.caller[0] if seen.trace.caller is not None else None
    return [call for call in seen.calls if call.begin.pid != home]


def started(seen: Seen) -> list:
    """Every start of a thread, by the learner's own lines or inside of a pool."""
    return seen.trace.of("started")


def test_in_threads(observe):
    expect_in_threads(look(observe))
    # Who makes threads for many may still call download himself for one.
    single = look_again(observe, DOWNLOAD, URLS[:1])
    single.ended(*errors(single))
    expect_in_threads(single, Blame(single.calls_by_caller, "one-by-the-caller"))


def expect_in_threads(seen: Seen, *blames: Blame) -> None:
    """Require threads for all downloads; ``blames`` explain another place, before others."""
    away = elsewhere(seen)
    seen.expect(
        seen.calls and not away and not seen.calls_by_caller,
        *blames,
        *not_in_threads(seen),
        expected="every download runs in a thread that your program starts",
        seen=where(seen),
        line=line_of(call.begin for call in [*away, *seen.calls_by_caller]),
    )


def where(seen: Seen) -> str:
    away, here = elsewhere(seen), seen.calls_by_caller
    if not seen.calls:
        return "download was never called"
    if away:
        return f"{len(away)} of {len(seen.calls)} downloads ran in other processes"
    if not here:
        return f"all {len(seen.calls)} downloads ran in threads"
    thread = here[0].begin.thread
    if len(seen.calls) == 1:
        return f"a single download ran in {thread}, the thread that called you"
    return f"{len(here)} of {len(seen.calls)} ran in {thread}, the thread that called you"


def not_in_threads(seen: Seen) -> list[Blame]:
    """What explains that a download ran elsewhere than in a thread of its caller's process."""
    here, away = seen.calls_by_caller, elsewhere(seen)
    made, given = seen.trace.of("made"), seen.trace.of("given")
    line = line_of(call.begin for call in here)
    runs = seen.line_where(r"(?<!super\(\))\.run\(\)")
    bare = seen.line_where(r"^\s*[\w.\[\]]+\.start\s*(#.*)?$")
    processes = [*seen.pools_of(*PROCESS_POOLS), *(worker.started for worker in seen.processes)]
    coroutine = seen.line_where(r"\basync def\b")
    all_here = here and len(here) == len(seen.calls)
    return [
        Blame(away, "processes-for-io", line_of(processes)),
        Blame(here and given and all_here, "calls-instead-of-submitting", line_of(given)),
        Blame(made and all_here and seen.called_before_made, "calls-instead-of-passing", line),
        Blame(here and made and (runs or not started(seen)), "run-instead-of-start", runs or line),
        Blame(here and coroutine, "blocks-the-event-loop", line),
        Blame(here and seen.pools and not given, "builtin-map", line),
        Blame(all_here, "output-not-evidence", line),
        Blame(here, "one-by-the-caller", line),
        Blame(not seen.calls and bare and not started(seen), "start-without-parentheses", bare),
        Blame(not seen.calls and made and not started(seen), "never-started", line_of(made)),
    ]


def test_wait_together(observe, advise):
    seen = look(observe)
    expect_together(seen, AT_ONCE)
    for count in (AT_ONCE + 1, AT_ONCE - 1):
        together = min(count, AT_ONCE)
        short = look_again(observe, DOWNLOAD, URLS[:count], hold=in_flight(together))
        short.ended(*errors(short))
        uneven = Blame(idle_while_others_queue(short), "uneven-shares")
        cut_off = Blame(len(short.calls) < together, "rest-cut-off")
        expect_together(short, together, cut_off, uneven)
    if elsewhere(seen) or (len(seen.threads) < len(URLS) and largest_pool(seen) < len(URLS)):
        return
    crowd = look_again(observe, DOWNLOAD, MANY, hold=Hold(births=len(MANY), in_flight=1))
    line = crowd.last_line_of_starts() or line_of(crowd.pools)
    at_once = max(most_threads(crowd), largest_pool(crowd))
    advise(at_once >= len(MANY), "unbounded-threads", line)


def expect_together(seen: Seen, together: int, *blames: Blame) -> None:
    count = len(seen.request.args[1])
    seen.expect(
        seen.trace.peak_in_flight >= together,
        *blames,
        *not_together(seen),
        expected=f"at least {together} of {count} downloads wait at the same time",
        seen=most_at_once(seen),
        line=seen.line_where(r"\bSemaphore\(")
        or line_of([*seen.joins, *seen.trace.of("given"), *seen.pools]),
    )


def idle_while_others_queue(seen: Seen) -> bool:
    """Whether a thread had several downloads, and another none."""
    lanes = len(seen.trace.lanes)
    return lanes < len(seen.calls) and lanes < max(largest_pool(seen), len(seen.threads))


def largest_pool(seen: Seen) -> int:
    return max((pool.facts["workers"] or 0 for pool in seen.pools), default=0)


def most_at_once(seen: Seen) -> str:
    peak, workers = seen.trace.peak_in_flight, largest_pool(seen)
    how = f": {order_in_words(seen)}" if seen.trace.order else ""
    how = f", in a pool with {counted(workers, 'worker')}" if workers else how
    return f"at most {peak or 'none'} at a time{how}"


def most_threads(seen: Seen) -> int:
    """The most threads of the learner's own that were alive at once."""
    own = {(event.pid, event.facts["worker"]) for event in seen.trace.of("started") if event.own}
    most = alive = 0
    for event in seen.trace.of("thread_begin", "thread_end"):
        if (event.pid, event.facts["worker"]) in own:
            alive += 1 if event.kind == "thread_begin" else -1
            most = max(most, alive)
    return most


def not_together(seen: Seen) -> list[Blame]:
    """What explains that fewer downloads waited together than were asked for."""
    peak, threads = seen.trace.peak_in_flight, len(seen.trace.lanes)
    workers, given = largest_pool(seen), seen.trace.of("given")
    ways = Counter(event.facts["how"] for event in given)
    chunks = [e.facts["chunksize"] or 1 for e in given if seen.pools_of("ThreadPool", "Pool")]
    handed_on = ways["submit"] + ways["apply_async"]
    by_asyncio = [event for event in given if event.by.startswith("asyncio")]
    starts = seen.last_line_of_starts()
    lock = seen.line_where(LOCK)
    parted = peak == 1 and "JS" in seen.trace.order
    enough = max(workers, most_threads(seen)) >= AT_ONCE
    few = 1 < peak < AT_ONCE and not (enough and seen.line_where(r"\bSemaphore\("))
    return [
        *not_in_threads(seen),
        Blame(parted and len(seen.threads) > 1, "start-join-in-one-loop", line_of(seen.joins)),
        Blame(peak == 1 and workers == 1, "one-worker", line_of(seen.pools)),
        Blame(peak == 1 and len(seen.pools) > 1, "pool-per-item", line_of(seen.pools)),
        Blame(peak == 1 and threads > 1 and lock and not parted, "lock-around-the-wait", lock),
        Blame(peak == 1 and len(by_asyncio) > 1, "awaits-one-by-one", line_of(by_asyncio)),
        Blame(max(chunks, default=1) * AT_ONCE > len(URLS), "one-big-chunk", line_of(given)),
        Blame(peak == 1 and ways["map"] > 1, "map-one-at-a-time", line_of(given)),
        Blame(peak == 1 and handed_on > 1, "submit-result-in-one-loop", line_of(given)),
        Blame(peak == 1 and threads == 1 and seen.threads, "one-thread-for-all", starts),
        Blame(few, "too-few-threads", line_of(seen.pools) or starts),
    ]


def test_results_in_order(observe):
    for seen in (look(observe), look_at_waiting(observe)):
        expect_results(seen, seen.request.args[1])


def expect_results(seen: Seen, urls) -> None:
    value, wanted = seen.value, [RESULTS[url] for url in urls]
    given, plain = seen.trace.of("given"), isinstance(seen.value, list)
    opaque = {item.type_name for item in value if isinstance(item, Opaque)} if plain else set()
    same_ones = plain and in_any_order(value) == in_any_order(wanted)
    counter = seen.line_where(r"\[\s*\w+\s*\]\s*=")
    counts = seen.line_where(r"^\s*[\w.]+\s*(\+=\s*1|=\s*\w+\s*\+\s*1)\b")
    nothing = plain and value and all(item is None for item in value)
    called = {url for url in urls if url in seen.first_arguments}
    begun = plain and len(value) == len(seen.calls) and repr(value) == repr(wanted[: len(value)])
    late = plain and len(called) < len(set(urls)) and len(seen.calls) >= len(urls)
    sorts = same_ones and value == by_url(sorted(urls))
    pooled = seen.pools and opaque & {"Future", "Task", "ApplyResult"}
    seen.expect(
        plain and repr(value) == repr(wanted),
        Blame(pooled, "future-is-not-the-result", line_of(given)),
        *(not_waited(seen) if seen.unfinished else []),
        Blame(nothing and seen.joins and not_stored(seen), "join-returns-none"),
        *not_in_threads(seen),
        Blame(value is None, "forgotten-return"),
        Blame(isinstance(value, Opaque), "returns-the-iterator", line_of(given)),
        Blame(begun and (value or seen.line_where(r"//")), "rest-cut-off"),
        Blame(plain and only_truthy(value) == only_truthy(wanted), "falsy-is-missing"),
        Blame(plain and repr(value) == repr(list(unique(urls).values())), "keyed-by-value"),
        Blame(sorts, "sorts-the-results", seen.line_where(SORTS)),
        Blame(same_ones and counter and counts, "unlocked-counter", counts),
        Blame(same_ones, "completion-order", line_of(given)),
        Blame(late, "late-binding-lambda", bound_line(seen)),
        expected=f"for {names([url.rpartition('/')[2] for url in urls])}: {shown(wanted)}",
        seen=shown(value),
        line=line_of(given) or seen.last_line_of_starts(),
    )


def not_stored(seen: Seen) -> bool:
    """Whether what join returned is all there is: every call ended, and none was lost."""
    return not seen.unfinished and not seen.uncaught()


def unique(urls) -> dict:
    return {url: RESULTS[url] for url in urls}


def only_truthy(results) -> list[str]:
    return [repr(result) for result in results if result]


def by_url(urls) -> list:
    return [RESULTS[url] for url in urls]


def in_any_order(value) -> list[str]:
    return sorted(map(repr, value))


def shown(value) -> str:
    if isinstance(value, Opaque):
        return f"a {value.type_name}, which is not a list"
    hidden = [item for item in value if isinstance(item, Opaque)] if value.__class__ is list else []
    if hidden:
        return f"a list with a {hidden[0].type_name} in it"
    brief = Repr()
    brief.maxlist, brief.maxstring = 12, 20
    return brief.repr(value) + ("" if isinstance(value, list) else ", which is not a list")


def test_each_url_once(observe):
    # New threads are held until all are born: what they look up late, they find changed.
    hold = Hold(births=len(URLS), in_flight=1)
    seen = look_again(observe, DOWNLOAD, URLS, hold=hold)
    seen.ended(*errors(seen))
    expect_each_once(seen, URLS)
    # Held by nothing: of equal URLs the first has long ended when the second comes.
    twice = MANY[:40] + MANY[:20]
    again = look_again(observe, DOWNLOAD, twice)
    again.ended(*errors(again))
    expect_each_once(again, twice)
    late = [event for event in seen.trace.of("given") if event.facts["work"].get("free")]
    if late:
        # Work that waits for a free worker looks its URL up when the loop that made it is over.
        workers = largest_pool(seen)
        urls = MANY[: workers + AT_ONCE] if workers else MANY
        queued = look_again(observe, DOWNLOAD, urls, hold=Hold())
        queued.ended(*errors(queued))
        expect_each_once(queued, urls)


def expect_each_once(seen: Seen, urls) -> None:
    given = seen.first_arguments
    more = [call for call in seen.calls if len(call.args) != 1 or call.kwargs]
    late, all_of_them = len(given) == len(urls), set(map(repr, given)) == set(map(repr, urls))
    seen.expect(
        sorted(map(repr, given)) == sorted(map(repr, urls)) and not more,
        *not_in_threads(seen),
        Blame(any(url == urls for url in given), "all-values-to-each"),
        Blame(all_of_them and len(given) < len(urls), "keyed-by-value"),
        Blame(all_of_them and len(given) > len(urls), "one-call-more"),
        Blame(repr(given) == repr(urls[: len(given)]), "rest-cut-off"),
        Blame(bound_line(seen) and late and not more, "late-binding-lambda", bound_line(seen)),
        expected=f"one call download(url) for each of the {len(urls)} URLs, also for equal ones",
        seen=as_calls(seen, urls),
        line=line_of([*seen.trace.of("given", "made"), *(c.begin for c in seen.calls)]),
    )


def bound_line(seen: Seen) -> int | None:
    """The line of a thread or submit that was given a function with something bound in it."""
    plans = [e for e in seen.trace.of("made") if e.facts["target"].get("free")]
    works = [e for e in seen.trace.of("given") if e.facts["work"].get("free")]
    return line_of([*plans, *works])


def as_calls(seen: Seen, urls) -> str:
    given = Counter(map(repr, seen.first_arguments))
    extra = [arg for arg, times in given.items() if times > list(map(repr, urls)).count(arg)]
    count = counted(len(seen.calls), "call")
    if extra:
        return f"{count}, {given[extra[0]]} of them with {extra[0][:60]}"
    return count


def test_waits_for_all(observe, advise):
    seen = look_at_waiting(observe)
    count = len(seen.request.args[1])
    seen.expect(
        len(seen.calls) >= count,
        *not_in_threads(seen),
        expected=f"{counted(count, 'download')} to wait for",
        seen=counted(len(seen.calls), "call of download", "calls of download"),
    )
    expect_all_ended(seen)
    if asks_again(seen):
        # Its sleeps, cut short, took CPU time: let them be what they are.
        hold = Hold(last_first=True)
        seen = look_again(observe, DOWNLOAD, FEW[:2], hold=hold, hurry=False)
        seen.ended(*errors(seen))
        expect_all_ended(seen)
    busy = [call for call in seen.calls if call.reason is Reason.SPINNING]
    loop = seen.line_where(r"^\s*while\b")
    seen.expect(
        not busy,
        Blame(True, "spins-instead-of-joining", loop),
        expected="download_all sleeps until the downloads have finished",
        seen="it used the CPU all the time, and the downloads were still waiting",
        line=loop or seen.last_line_of_starts(),
    )
    closed = {event.facts["pool"] for event in seen.trace.of("shutdown")}
    forgotten = [pool for pool in seen.pools if pool.facts["pool"] not in closed]
    advise(forgotten, "pool-not-closed", line_of(forgotten))


def expect_all_ended(seen: Seen) -> None:
    left, count = len(seen.unfinished), len(seen.request.args[1])
    seen.expect(
        not left,
        *not_waited(seen),
        expected="every download has finished when download_all returns",
        seen=f"it returned while {left} of {counted(count, 'download')} still waited",
        line=seen.last_line_of_starts() or line_of(seen.trace.of("given")),
    )


def not_waited(seen: Seen) -> list[Blame]:
    """What explains that download_all was over while downloads were not."""
    starts = line_of(worker.started for worker in seen.workers)
    given, sleeps = seen.trace.of("given"), seen.trace.of("sleep")
    bare = seen.line_where(r"^\s*[\w.\[\]]+\.join\s*(#.*)?$")
    reasons = {call.reason for call in seen.calls}
    guessed = not given and not seen.joins and Reason.IDLE in reasons
    timed = seen.line_where(r"\bwait\(\s*[\w.=]+\s*\)|\bsleep\(") or starts
    # It waited for something, and was over while others still waited.
    last_only = Reason.STILL in reasons and not given and not sleeps
    line = line_of(seen.joins) or starts
    return [
        Blame(seen.timed_joins, "join-timeout-is-not-done", line_of(seen.timed_joins)),
        Blame(sleeps and not seen.joins, "sleeps-instead-of-joining", line_of(sleeps)),
        Blame(guessed, "sleeps-instead-of-joining", timed),
        Blame(bare and not seen.joins, "join-without-parentheses", bare),
        Blame(last_only or (seen.joins and seen.unjoined), "joins-only-last", line),
        Blame(given, "future-is-not-the-result", line_of(given)),
        Blame(True, "no-join", starts),
    ]


def test_second_call(observe):
    once = look(observe)
    seen = observe("download_all", DOWNLOAD, URLS, times=2, hurry=True)
    fine_once = repr(once.value) == repr([RESULTS[url] for url in URLS])
    kept = seen.line_where(r"^(?!def |class |from |import |if |@|#)\w+.*=")
    fallen = seen.observation.failure is not None and not seen.unfinished
    seen.ended(Blame(fallen and fine_once, "state-kept-between-calls", kept), *errors(seen))
    missing = set(URLS) - {url for url in seen.first_arguments if isinstance(url, str)}
    seen.expect(
        not missing,
        *not_in_threads(seen),
        Blame(fine_once, "state-kept-between-calls", kept),
        expected=f"a second call downloads all of its {len(URLS)} URLs again",
        seen=f"{len(set(URLS)) - len(missing)} of {len(set(URLS))} different URLs were downloaded",
    )
    seen.expect(
        repr(seen.value) == repr([RESULTS[url] for url in URLS]),
        *(not_waited(seen) if seen.unfinished else []),
        Blame(fine_once, "state-kept-between-calls", kept),
        expected=f"a second call gives its own {len(URLS)} results, in order",
        seen=shown(seen.value),
    )


FAILURES = (
    (0, "ConnectionError", "c.example refused"),
    (2, "ValueError", ""),
    (-1, "KeyError", "403 Forbidden"),
)


def test_errors_reach_caller(observe):
    urls = list(dict.fromkeys(URLS))[:5]
    for position, error, message in FAILURES:
        raises = ((urls[position], error, message),)
        returns = tuple((url, RESULTS[url]) for url in urls if url != urls[position])
        seen = look_again(observe, Task("download", returns, raises), urls)
        expect_error(seen, error, message)
        calls = seen.first_arguments.count(urls[position])
        seen.expect(
            calls == 1,
            Blame(True, "tries-again", seen.line_where(r"^\s*(except|while)\b")),
            expected=f"one call of download for the URL that fails: {urls[position]}",
            seen=counted(calls, "call"),
        )


def expect_error(seen: Seen, error: str, message: str) -> None:
    failure, given = seen.observation.failure, seen.trace.of("given")
    happened = any(call.end and "error" in call.end.facts for call in seen.calls)
    lost = seen.uncaught()
    caught = seen.line_where(CATCHES)
    silent = failure is None and happened
    told = failure is not None and error in failure.cause + seen.observation.output
    ways = {event.facts["how"] for event in given}
    unasked = silent and ways & {"submit", "apply_async"}
    opaque = isinstance(seen.value, Opaque)
    futures = [item for item in as_list(seen.value) if isinstance(item, Opaque)]
    if failure is None and not happened:
        seen.ended(*errors(seen))
    lost_in_thread = Blame(lost, "exceptions-stay-in-thread", caught or line_of(lost))
    seen.expect(
        not (happened and told and failure.error != error),
        lost_in_thread,
        Blame(True, "error-retyped", seen.failing_line),
        expected=f"the {error} that download raised leaves download_all, as it is",
        seen=f"{failure.error if failure else 'nothing'} left it",
    )
    pending = any(item.type_name in ("Future", "ApplyResult") for item in futures)
    seen.raised(
        lost_in_thread,
        Blame(pending, "future-is-not-the-result", line_of(given)),
        Blame(silent and opaque, "returns-the-iterator", line_of(given)),
        Blame(silent and (caught or futures), "swallowed-exception", caught),
        Blame(silent and "map" in ways, "map-never-consumed", line_of(given)),
        Blame(unasked, "future-never-asked", line_of(given)),
        Blame(silent, "swallowed-exception"),
        *errors(seen),
        *not_in_threads(seen),
        error=error,
        why=f"the {error} that download raised leaves download_all, too",
    )
    seen.expect(
        message in failure.message,
        Blame(True, "error-retyped", seen.failing_line),
        expected=f"{error}: {message}, as download raised it",
        seen=f"{error}: {failure.message}",
    )


def as_list(value) -> list:
    return value if isinstance(value, list) else []


def test_empty_input(observe):
    seen = observe("download_all", DOWNLOAD, [])
    special = seen.line_where(r"\breturn\s*(None)?\s*$")
    too_few = seen.failed_with("ValueError", r"max_workers|[Nn]umber of processes")
    seen.ended(Blame(too_few, "workers-from-empty-data", seen.failing_line))
    seen.expect(
        isinstance(seen.value, list) and not seen.value,
        Blame(seen.value is None and special, "empty-means-none", special),
        Blame(seen.value is None, "forgotten-return"),
        Blame(isinstance(seen.value, Opaque), "returns-the-iterator"),
        expected="download_all(download, []) gives []",
        seen=f"it gave {shown(seen.value)}",
    )


def test_measured_speedup(observe, measure, kata):
    urls = URLS[: kata.work.calls]
    task = DOWNLOAD._replace(seconds=kata.work.seconds)
    seen = look_again(observe, task, urls, hold=Hold(waves=kata.work.at_once))
    seen.ended(*errors(seen))
    seen.expect(
        not seen.unfinished,
        *not_waited(seen),
        expected=f"all {len(urls)} downloads have finished when the clock stops",
        seen=f"{len(seen.unfinished)} of them had not",
    )
    speedup = measure("download_all", task, urls, parallelism=waiting_parallelism(seen.trace))
    most = max(Counter(call.lane for call in seen.calls).values(), default=0)
    uneven = len(seen.trace.lanes) >= AT_ONCE and most * speedup.threshold > len(seen.calls)
    seen.expect(
        speedup.met,
        *not_together(seen),
        Blame(uneven, "uneven-shares", seen.last_line_of_starts()),
        expected=f"at least {speedup.threshold:g} times as fast as one after another",
        seen=(
            f"{speedup.measured:g} times as fast; what waited together "
            f"allows for {speedup.parallelism:g} times"
        ),
        line=line_of([*seen.joins, *seen.trace.of("given"), *seen.pools]),
    )


def counted(number: int, noun: str, nouns: str | None = None) -> str:
    return f"{number or 'no'} {noun if number == 1 else nouns or noun + 's'}"

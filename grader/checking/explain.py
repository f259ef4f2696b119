"""Explanations that several katas share: which belief leads to what was seen of threads.

Each function returns `Blame`s, the most telling first. A kata's own explanations stand in its
``checks.py``, before or after these.
"""

from __future__ import annotations

from itertools import groupby

from grader.checking.blame import Blame
from grader.checking.seen import Seen
from grader.observe.gate import Reason
from grader.observe.trace import line_of

_SHOWN = 6
_BARE_START = r"^\s*[\w.\[\]]+\.start\s*(#.*)?$"
_RUN = r"(?<!super\(\))\.run\(\)"
_BARE_JOIN = r"^\s*[\w.\[\]]+\.join\s*(#.*)?$"


def thread_errors(seen: Seen) -> list[Blame]:
    """Return what explains an exception that the use of a thread raised."""
    own_start = seen.happened("made", own_start=True)
    bare_start = seen.line_where(_BARE_START)
    runs = seen.line_where(_RUN)
    line = seen.failing_line
    return [
        Blame(seen.failed_with("AttributeError", "'NoneType'.*'join'"), "start-returns-none", line),
        # run() deletes what it has called, so whichever of thread and caller comes second fails.
        Blame(seen.failed_with("AttributeError", "'_target'"), "run-instead-of-start", line),
        Blame(seen.failed_with("RuntimeError", "only be started once"), "started-twice", line),
        Blame(own_start and seen.failed_with("RuntimeError", "before it is"), "overrides-start"),
        Blame(
            runs and seen.calls_by_caller and seen.failed_with("RuntimeError", "before it is"),
            "run-instead-of-start",
            runs,
        ),
        Blame(
            bare_start and seen.failed_with("RuntimeError", "before it is"),
            "start-without-parentheses",
            bare_start,
        ),
        Blame(seen.failed_with("RuntimeError", "before it is"), "join-before-start", line),
        Blame(seen.failed_with("RuntimeError", r"__init__\(\) not called"), "init-not-called"),
        Blame(seen.failed_with("AssertionError", r"__init__\(\) was not"), "init-not-called"),
        Blame(
            seen.failed_with("AssertionError", "group argument"),
            "positional-thread-arguments",
            line,
        ),
    ]


def not_in_a_thread(seen: Seen) -> list[Blame]:
    """Return what explains that the task did not run in a thread that start() began."""
    made = seen.trace.of("made")
    started = {event.facts["worker"] for event in seen.trace.of("started") if event.own}
    here = seen.calls_by_caller
    line = line_of(call.begin for call in here)
    elsewhere = [call for call in seen.calls if call not in here and not seen.worker_of(call)]
    home = seen.trace.caller[0] if seen.trace.caller is not None else None
    forked = [call for call in elsewhere if call.begin.pid != home]
    runs = seen.line_where(_RUN)
    low_level = seen.line_where(r"\b(_thread|start_new_thread)\b")
    return [
        Blame(seen.pools, "other-road-pool", line_of(seen.pools)),
        Blame(seen.processes, "process-for-thread", line_of(p.started for p in seen.processes)),
        Blame(made and seen.called_before_made, "calls-instead-of-passing", line),
        Blame(here and seen.happened("made", own_start=True), "overrides-start", line),
        Blame(here and made and (runs or not started), "run-instead-of-start", runs or line),
        Blame(here and not made, "output-not-evidence", line),
        Blame(forked, "process-for-thread", line_of(call.begin for call in forked)),
        Blame(low_level and not started, "low-level-thread", low_level),
        Blame(
            not seen.calls and made and not started and seen.line_where(_BARE_START),
            "start-without-parentheses",
            seen.line_where(_BARE_START),
        ),
        Blame(not seen.calls and made and not started, "never-started", line_of(made)),
    ]


def not_waited(seen: Seen) -> list[Blame]:
    """Return what explains that a worker was not joined, or not to its end."""
    starts = line_of(worker.started for worker in seen.workers)
    # What the caller's own thread was let through for says nothing of waiting for another.
    reasons = {call.reason for call in seen.calls if call not in seen.calls_by_caller}
    sleeps = seen.trace.of("sleep")
    bare = seen.line_where(_BARE_JOIN)
    loop = seen.line_where(r"^\s*while\b.*\bis_alive\b")
    daemons = [worker for worker in seen.unjoined if worker.started.facts.get("daemon")]
    some, none = seen.joins and seen.unjoined, not seen.joins
    waited_otherwise = {Reason.STILL, Reason.IDLE} & reasons
    return [
        Blame(seen.timed_joins, "join-timeout-is-not-done", line_of(seen.timed_joins)),
        Blame(none and sleeps, "sleeps-instead-of-joining", line_of(sleeps)),
        Blame(none and Reason.SPINNING in reasons, "spins-instead-of-joining", loop or starts),
        Blame(none and bare, "join-without-parentheses", bare),
        Blame(none and waited_otherwise, "event-instead-of-join", starts),
        Blame(some, "joins-only-last", line_of(seen.joins)),
        Blame(daemons, "daemon-without-join", starts),
        Blame(none, "no-join", starts),
    ]


def order_in_words(seen: Seen) -> str:
    """Return the starts and joins of the program as a mentor reads them, runs of one counted."""
    words = {"S": "start", "J": "join"}
    runs = [(words[letter], len(list(run))) for letter, run in groupby(seen.trace.order)]
    told = [word if count == 1 else f"{count} {word}s" for word, count in runs]
    shown = told[:_SHOWN] + (["and so on"] if len(told) > _SHOWN else [])
    return ", ".join(shown) or "no start and no join"

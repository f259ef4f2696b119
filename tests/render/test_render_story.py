"""The story of a trace: only what the program did, in words, and cut where it is too long."""

from __future__ import annotations

from grader.observe.events import Event
from grader.observe.trace import Trace
from grader.render.lines import Line
from grader.render.story import story_lines


def event(kind: str, at_ms: float, *, by: str = "learner", **facts: object) -> Event:
    return Event(kind, int(at_ms * 1e6), 10, 10, "MainThread", by, None, facts)


def text(lines: list[Line]) -> list[str]:
    return ["".join(span.text for span in line) for line in lines]


def started(at_ms: float, name: str, what: str = "thread", by: str = "learner") -> Event:
    return event("started", at_ms, by=by, what=what, worker=1, new=77, name=name)


def test_what_a_pool_does_for_itself_is_left_out() -> None:
    """Its workers are told of, the thread that looks after them is not."""
    keeper = "concurrent.futures.process"
    events = [
        event("call", 5, name="__main__"),
        event("pool", 6, pool=1, cls="ProcessPoolExecutor", workers=1),
        event("given", 7, pool=1, how="map"),
        started(8, "Process-1", "process", keeper),
        started(9, "Thread-1", "thread", keeper),
        event("shutdown", 10.25, pool=1),
    ]
    assert text(story_lines(Trace(tuple(events)), 80)) == [
        "     1.0  MainThread opens a ProcessPoolExecutor of 1 worker",
        "     2.0  MainThread gives it work, by map",
        "     3.0  the pool starts the process Process-1 (pid 77)",
        "     5.2  MainThread closes the pool",
        "Besides the main thread: no threads and 1 process.",
    ]


def test_a_join_that_ran_out_of_patience_is_told_as_one() -> None:
    """The worker is still running then."""
    facts = {"what": "thread", "worker": 1, "name": "T", "timed": True}
    events = [event("join", 1, **facts), event("joined", 2, alive=True, **facts)]
    assert text(story_lines(Trace(tuple(events)), 80))[:2] == [
        "     1.0  MainThread waits for T",
        "     2.0  T is still running",
    ]


def test_a_long_story_is_cut_in_the_middle() -> None:
    """Beginning and end stay, and how much was left out is told."""
    events = tuple(started(n, f"T{n}") for n in range(100))
    lines = text(story_lines(Trace(events), 80))
    assert len(lines) == 42
    assert lines[19:22] == [
        "    19.0  MainThread starts the thread T19",
        "          … 60 more lines like these …",
        "    80.0  MainThread starts the thread T80",
    ]
    assert lines[-1] == "Besides the main thread: 100 threads and no processes."


def test_a_name_cannot_command_the_terminal() -> None:
    """What a terminal would obey is shown instead."""
    (first, _) = text(story_lines(Trace((started(0, "a\x1b[2J"),)), 80))
    assert first == "     0.0  MainThread starts the thread a\\x1b[2J"

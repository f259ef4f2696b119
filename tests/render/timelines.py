"""Small timelines, made by hand, in milliseconds."""

from __future__ import annotations

from grader.timeline import Bar, Birth, Doing, Lane, Picture, Timeline

MS = 1_000_000


def task(begin: int, end: int, value: str = "a", **facts: object) -> Bar:
    return Bar(Doing.TASK, begin * MS, end * MS, f"func({value!r})", **facts)


def wait(begin: int, end: int, name: str, line: int = 15, **facts: object) -> Bar:
    return Bar(Doing.WAIT, begin * MS, end * MS, f"join() on {name}", line, **facts)


def caller(end: int, *bars: Bar) -> Lane:
    return Lane("MainThread", "caller", 100, 0, end * MS, bars)


def thread(name: str, begin: int, end: int, *bars: Bar, line: int = 14, **facts: object) -> Lane:
    birth = Birth(0, begin * MS, line)
    return Lane(name, "thread", 100, begin * MS, end * MS, bars, birth, **facts)


def timeline(*lanes: Lane, over: int | None, span: int) -> Timeline:
    over_ns = None if over is None else over * MS
    return Timeline("run_each", lanes, over_ns, span * MS, "returned")


def one_by_one() -> Timeline:
    """Two threads, the second started after the first was joined."""
    return timeline(
        caller(100, wait(1, 50, "Thread-1 (func)"), wait(51, 100, "Thread-2 (func)")),
        thread("Thread-1 (func)", 1, 50, task(1, 50, "a"), joined=True),
        thread("Thread-2 (func)", 51, 100, task(51, 100, "b"), joined=True),
        over=100,
        span=100,
    )


def together() -> Timeline:
    return timeline(
        caller(50, wait(2, 50, "Thread-1 (func)", 17)),
        thread("Thread-1 (func)", 1, 50, task(1, 50, "a"), joined=True),
        thread("Thread-2 (func)", 2, 50, task(2, 50, "b"), joined=True),
        over=50,
        span=50,
    )


def no_join() -> Timeline:
    return timeline(
        caller(2),
        thread("Thread-1 (func)", 1, 50, task(1, 50, "a")),
        thread("Thread-2 (func)", 2, 60, task(2, 60, "b", open=True), open=True),
        over=3,
        span=60,
    )


def hung() -> Timeline:
    return timeline(
        caller(60, wait(2, 60, "Thread-1 (func)", open=True)),
        thread("Thread-1 (func)", 1, 60),
        over=None,
        span=60,
    )._replace(ending="deadlock")


def picture(yours: Timeline | None = None, reference: Timeline | None = None) -> Picture:
    return Picture(yours or one_by_one(), reference or together(), "sleeps for 50 ms")

"""Handing work out: whatever becomes of workers, each piece comes back once."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from grader.cohort.records import OPEN, Graded, Work
from grader.cohort.running import MOST_ATTEMPTS, Crew
from grader.errors import UserError
from grader.observe.workers import local_executor


def work(name: str) -> Work:
    return Work(name, "1_threading_basic", f"digest-{name}", None, "", "file.py", b"")


def done(piece: Work) -> Graded:
    return Graded(piece.learner, piece.kata, piece.digest, "pass", {"checks": []}, {})


def mortal(piece: Work) -> Graded:
    """End the worker: always for one that is deadly, once for one that stumbles."""
    if piece.learner == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    if piece.learner.startswith("stumbles"):
        mark = Path(piece.shown_as)
        if not mark.exists():
            mark.write_text("")
            os.kill(os.getpid(), signal.SIGKILL)
    return done(piece)


def faulty(piece: Work) -> Graded:
    if piece.learner == "faulty":
        raise OSError("the disk is full")
    return done(piece)


@contextmanager
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as executor:
        yield executor


def two_processes() -> AbstractContextManager[Executor]:
    return local_executor(2)


def graded(
    names: list[str],
    do: Callable[[Work], Graded],
    executor: Callable[[], AbstractContextManager[Executor]] = threads,
) -> dict[str, Graded]:
    """What came of each; none comes twice."""
    found = list(Crew(executor, window=4, do=do).grade(work(name) for name in names))
    assert max(Counter(each.learner for each in found).values(), default=1) == 1
    return {each.learner: each for each in found}


def test_all_come_back() -> None:
    """Also none, and more than the window holds."""
    assert graded([], done) == {}
    names = [str(number) for number in range(30)]
    assert sorted(graded(names, done)) == sorted(names)


def test_a_worker_that_ends_takes_nothing_along(tmp_path: Path) -> None:
    """What ends one each time is given up, and stays open; what stumbled once is graded."""
    names = ["deadly", *(f"n{number}" for number in range(12))]
    stumbles = work("stumbles")._replace(shown_as=str(tmp_path / "mark"))
    works = [*(work(name) for name in names), stumbles]
    found = list(Crew(two_processes, window=4, do=mortal).grade(works))
    by_name = {each.learner: each for each in found}
    assert len(found) == len(by_name) == len(works)
    deadly = by_name.pop("deadly")
    assert (deadly.verdict, deadly.digest) == ("inconclusive", f"{OPEN}digest-deadly")
    (check,) = deadly.document["checks"]
    assert check["message"] == (
        f"It could not be graded in {MOST_ATTEMPTS} tries: its worker ended each time."
    )
    assert {each.verdict for each in by_name.values()} == {"pass"}


def test_an_error_is_told_after_some_tries() -> None:
    """The others are graded all the same."""
    found = graded(["a", "faulty", "b"], faulty)
    (check,) = found.pop("faulty").document["checks"]
    assert check["message"] == "It could not be graded in 3 tries: OSError: the disk is full."
    assert {each.verdict for each in found.values()} == {"pass"}


def test_work_that_somebody_else_cancels_ends_the_run() -> None:
    """The workers are gone, and what was done is kept."""

    def cancelled(_: Work) -> Graded:
        raise CancelledError

    with pytest.raises(UserError, match=r"The cluster is gone\. What was graded is kept"):
        graded(["a"], cancelled)


def test_who_stops_listening_stops_the_work() -> None:
    """No more is handed out than is asked for, but for the window."""
    handed: list[str] = []

    def works() -> Iterator[Work]:
        for number in range(100):
            handed.append(str(number))
            yield work(str(number))

    results = Crew(threads, window=4, do=done).grade(works())
    next(results)
    results.close()
    assert len(handed) <= 9

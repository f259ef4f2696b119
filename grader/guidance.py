"""What a learner does next: one rule for every place that says so. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple


class Standing(NamedTuple):
    """Where a learner stands."""

    katas: Sequence[str]
    """The names of all katas, in order: ``6_thread_with_args``."""
    passed: Collection[str]
    begun: Collection[str] = ()
    """The katas that were started or graded."""
    latest: str | None = None
    """The kata that was started or graded last."""
    due: int = 0
    """Questions of the quiz that are due."""


class Step(NamedTuple):
    """What to type, and why."""

    command: str
    why: str


def next_step(standing: Standing) -> Step:
    """Return the next step: what was begun, then what is new, then the quiz.

    Of several katas that were begun the latest comes first; of new ones the first behind it.
    """
    open_ = [name for name in standing.katas if name not in standing.passed]
    if standing.latest is not None and standing.latest in open_:
        number = number_of(standing.latest)
        return Step(f"kata grade {number}", f"Kata {number} is begun, and not passed yet.")
    following = next_kata(standing.katas, standing.passed, standing.latest)
    if following is None:
        if standing.due:
            return Step("kata quiz", f"All katas are passed. {questions_due(standing.due)}")
        return Step("kata interview", "All katas are passed: try a mock interview.")
    number = number_of(following)
    if following in standing.begun:
        return Step(f"kata grade {number}", f"Kata {number} is begun, and not passed yet.")
    if not standing.begun:
        return Step(f"kata start {number}", "It begins with the first kata.")
    before = [number_of(name) for name in open_ if number_of(name) < number]
    left = f" Not passed yet before it: {', '.join(map(str, before))}." if before else ""
    return Step(f"kata start {number}", f"Kata {number} comes next.{left}")


def next_kata(
    katas: Sequence[str], passed: Collection[str], after: str | None = None
) -> str | None:
    """Return the first kata behind ``after`` that is not passed, else the first of all; or None."""
    open_ = [name for name in katas if name not in passed and name != after]
    behind = open_ if after is None else [n for n in open_ if number_of(n) > number_of(after)]
    return next(iter(behind or open_), None)


def number_of(name: str) -> int:
    """Return the number that a kata's name begins with."""
    return int(name.partition("_")[0])


def questions_due(due: int) -> str:
    """Return how many questions are due, as a sentence."""
    return "One question is due." if due == 1 else f"{due} questions are due."

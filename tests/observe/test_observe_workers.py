"""The grader's own work, spread over processes."""

from __future__ import annotations

import os

import pytest

from grader.observe.workers import spread


def with_pid(number: int) -> tuple[int, int]:
    return number * 2, os.getpid()


def fails(number: int) -> int:
    raise LookupError(number)


@pytest.mark.parametrize("workers", [1, 2])
def test_every_item_is_done_once(workers: int) -> None:
    """Each result comes with its item's position, from this process or from others."""
    done = dict(spread(with_pid, [5, 6, 7, 8], workers))
    assert {position: doubled for position, (doubled, _) in done.items()} == {
        0: 10,
        1: 12,
        2: 14,
        3: 16,
    }
    assert (os.getpid() in {pid for _, pid in done.values()}) is (workers == 1)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_exception_reaches_the_caller(workers: int) -> None:
    """With its own type; what is not begun is not done."""
    with pytest.raises(LookupError):
        list(spread(fails, list(range(50)), workers))


def test_nothing_to_do_is_nothing_done() -> None:
    assert list(spread(with_pid, [], 4)) == []

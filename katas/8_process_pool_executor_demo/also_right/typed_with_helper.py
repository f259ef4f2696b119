from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def open_pool() -> Iterator[Executor]:
    with ProcessPoolExecutor() as pool:
        yield pool


def map_in_pool(func: Callable[[T], R], data: Sequence[T]) -> list[R]:
    """Return a list of func(item) for each item of data, worked out in a pool of processes."""
    with open_pool() as pool:
        return list(pool.map(func, data))


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

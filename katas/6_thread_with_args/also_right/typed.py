from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def run_with_arg(func: Callable[[T], object], val: T) -> None:
    """Call func(val) in one new thread, and return when it has finished."""
    thread = Thread(target=func, args=(val,))
    thread.start()
    thread.join()


def run_each(func: Callable[[T], object], vals: Iterable[T]) -> None:
    """Call func(val) in a new thread for each value; return when all have finished."""
    threads: list[Thread] = [Thread(target=func, args=(val,)) for val in vals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def process_dataset(name):
    print(f"processed {name}")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")

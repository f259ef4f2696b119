"""Spreading work over processes of the grader's own, as results come."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def spread(
    function: Callable[[Item], Result], items: Sequence[Item], workers: int
) -> Iterator[tuple[int, Result]]:
    """Yield each item's position and ``function(item)``, in the order in which they are done.

    ``function``, items and results are pickled. With one worker all is done in this process. What
    is not begun when the caller stops listening is not done.
    """
    if workers == 1 or len(items) < 2:
        yield from ((position, function(item)) for position, item in enumerate(items))
        return
    # Spawned, for the grader's process has threads and sockets that a fork would share.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(items)), mp_context=context) as pool:
        try:
            with _ignored_by_who_is_started(signal.SIGINT):
                positions = {pool.submit(function, item): n for n, item in enumerate(items)}
            for done in as_completed(positions):
                yield positions[done], done.result()
        except BaseException:
            for worker in multiprocessing.active_children():
                worker.terminate()  # what it observed ends with it
            raise


@contextmanager
def _ignored_by_who_is_started(number: signal.Signals) -> Iterator[None]:
    """Leave a signal, such as Ctrl-C sends to all, to this process: a worker would only complain.

    What a process ignores, those that it starts ignore from their first moment on.
    """
    if threading.current_thread() is not threading.main_thread():  # who alone may say so
        yield
        return
    before = signal.signal(number, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(number, before)

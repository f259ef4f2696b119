"""Spreading work over processes of the grader's own, as results come."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any, TypeVar

from grader.observe.inside.prctl import end_with_parent

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
    with local_executor(min(workers, len(items))) as pool:
        positions = {pool.submit(function, item): n for n, item in enumerate(items)}
        for done in as_completed(positions):
            yield positions[done], done.result()


@contextmanager
def local_executor(workers: int) -> Iterator[Executor]:
    """Give an executor with so many processes; where what is done with it fails, they are ended.

    A process of it ends with this one, however that ends, and all that it observes ends with it.
    """
    if hasattr(signal, "SIGHUP"):  # the library's tracker alone would die of it, and complain
        with _ignored_by_who_is_started(signal.SIGHUP):
            resource_tracker.ensure_running()
    # Spawned, for the grader's process has threads and sockets that a fork would share.
    context = multiprocessing.get_context("spawn")
    with _Workers(workers, mp_context=context, initializer=end_with_parent) as pool:
        try:
            yield pool
        except BaseException:
            for worker in multiprocessing.active_children():
                worker.terminate()
            raise


class _Workers(ProcessPoolExecutor):
    """Processes to whom Ctrl-C is not theirs to handle; they are started as work is handed in."""

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        with _ignored_by_who_is_started(signal.SIGINT):
            return super().submit(fn, *args, **kwargs)


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

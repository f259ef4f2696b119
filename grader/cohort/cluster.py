"""Many machines: work is handed to the workers of a Dask cluster, through its executor.

The extra ``cluster`` brings Dask distributed, https://distributed.dask.org.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from grader.errors import UserError

_PATIENCE = 15
"""Seconds for the scheduler to answer."""


@contextmanager
def cluster_executor(scheduler: str) -> Iterator[Executor]:
    """Give the executor of a cluster, by its scheduler's address. Raises `UserError`."""
    with _client(scheduler) as client:
        yield client.get_executor(pure=False)


def workers_of(scheduler: str) -> int:
    """Return how many pieces of work a cluster does at a time. Raises `UserError`."""
    with _client(scheduler) as client:
        threads = int(sum(client.nthreads().values()))
    if threads == 0:
        raise UserError(
            f"The cluster at {scheduler} has no workers. Start some: dask worker {scheduler} "
            "--nworkers 2 --nthreads 1"
        )
    return threads


def _client(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise UserError(
            "A cluster needs Dask distributed. Type: pip install 'concurrency-katas[cluster]'"
        ) from None
    try:
        client: Any = Client
        return client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UserError(
            f"No scheduler answers at {scheduler} ({error}). Start one: dask scheduler"
        ) from None

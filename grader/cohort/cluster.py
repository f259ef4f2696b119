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
        from distributed.security import Security
    except ImportError:
        raise UserError(
            "A cluster needs Dask distributed. Type: pip install 'concurrency-katas[cluster]'"
        ) from None
    # A client that refuses in the middle of its making leaves a thread behind, which complains.
    make_security: Any = Security
    security = make_security()
    encrypted = scheduler.startswith("tls://")
    if encrypted and security.get_connection_args("client").get("ssl_context") is None:
        raise UserError(
            f"{scheduler} needs a certificate. Name it in Dask's settings, distributed.comm.tls: "
            "ca-file, client.cert and client.key; see https://distributed.dask.org/en/stable/tls.html"
        )
    if security.require_encryption and not encrypted:
        raise UserError(
            f"Dask's settings require encryption, which {scheduler} has not. Start the scheduler "
            "with --protocol tls, and use its address, tls://…"
        )
    try:
        client: Any = Client
        return client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UserError(
            f"No scheduler answers at {scheduler} ({error}). Start one: dask scheduler"
        ) from None

"""What this machine offers to a program."""

from __future__ import annotations

import multiprocessing
import os

_CHEAPEST_FIRST = ("fork", "forkserver", "spawn")


def start_methods() -> list[str]:
    """Return the start methods of processes that the platform has, the cheapest first."""
    return sorted(multiprocessing.get_all_start_methods(), key=_CHEAPEST_FIRST.index)


def usable_cpus() -> int:
    """Return the number of CPUs that this process may use; at least 1."""
    count = getattr(os, "process_cpu_count", None)  # since 3.13
    if count is not None:
        return count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

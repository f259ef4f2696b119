"""What this machine offers to a program."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path

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


def cpu_quota() -> float | None:
    """Return how many CPUs a container may use at a time; None where there is no such limit.

    It stands in ``cpu.max`` of version 2 of control groups: microseconds in each period, or max.
    """
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text("ascii").split()
        return int(quota) / int(period)
    except (OSError, ValueError, ZeroDivisionError):
        return None


def default_start_method() -> str:
    """Return the start method of processes that the platform takes where none is asked for."""
    return multiprocessing.get_context().get_start_method()


def gil_is_on() -> bool:
    """Return whether one thread of this interpreter runs bytecode at a time."""
    asked = getattr(sys, "_is_gil_enabled", None)  # since 3.13
    return bool(asked()) if asked is not None else True


def tells_of_threads() -> bool:
    """Return whether the kernel tells what a thread waits for: see `stillness`."""
    try:
        return bool(Path("/proc/self/syscall").read_text("ascii"))
    except OSError:
        return False

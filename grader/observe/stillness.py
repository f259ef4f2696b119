"""Finding out that nothing more can come from a program unless the grader lets it go on.

Two snapshots of every thread are compared. A thread that slept in both, with the same number of
context switches, did not run in between (proc(5): every sleep is a voluntary switch). When that
holds for all threads, there was a moment at which all slept at once, and only the world outside
could wake one. If none of them waits for a time to pass, either (its system call has no
time-out), the program is *still*: it is not a guess, and it does not depend on how busy the
machine is, for a thread that wants the CPU and does not get it is runnable, not asleep.

The system calls are read from ``/proc/PID/task/TID/syscall`` for x86-64 and arm64. Elsewhere a
sleeping thread counts as waiting for a time, which costs patience and never a verdict.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from typing import NamedTuple

from grader.observe.inside.family import descendants

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096

# System calls that can sleep, by machine, each with the position of the argument that limits
# the time and the value that means no limit; None for calls that never have a limit.
_INT = 0xFFFFFFFF
_Sleeps = dict[int, tuple[int, int] | None]
_X86_64: _Sleeps = {
    202: (3, 0),  # futex: locks, joins of threads
    0: None,  # read: pipes between processes
    1: None,  # write: pipes that are full
    61: None,  # wait4: joins of processes
    247: None,  # waitid
    7: (2, _INT),  # poll, milliseconds as an int
    271: (2, 0),  # ppoll
    232: (3, _INT),  # epoll_wait
    281: (3, _INT),  # epoll_pwait
    23: (4, 0),  # select
    270: (4, 0),  # pselect6
}
_ARM64: _Sleeps = {
    98: (3, 0),
    63: None,
    64: None,
    260: None,
    95: None,
    73: (2, 0),
    22: (3, _INT),
    72: (4, 0),
}
_SLEEPS = {"x86_64": _X86_64, "aarch64": _ARM64, "arm64": _ARM64}


class ThreadState(NamedTuple):
    """What the kernel says of one thread."""

    state: str
    """``S`` asleep, ``R`` running or runnable, ``D`` waiting for a disk, and others."""
    switches: int
    untimed: bool
    """Whether it waits for something that no clock will bring."""


class Snapshot(NamedTuple):
    """Every thread of a program at about one time."""

    threads: dict[tuple[int, int], ThreadState]
    """By process and native thread id."""
    cpu_seconds: dict[int, float]
    """CPU seconds used so far, by process."""
    processes: int
    """How many processes there are; beyond the most that were asked for, nothing else is told."""
    memory_mb: int = 0
    """MiB that all processes have in memory; what they share counts for each."""

    @property
    def asleep(self) -> bool:
        """Whether no thread wants the CPU or waits for a disk."""
        return all(thread.state in "STt" for thread in self.threads.values())


def still(before: Snapshot, after: Snapshot) -> bool:
    """Whether nothing in the program can happen by itself; see this module's description."""
    if not after.threads or before.threads.keys() != after.threads.keys():
        return False
    pairs = ((thread, after.threads[key]) for key, thread in before.threads.items())
    return all(
        old.state == new.state == "S" and old.switches == new.switches and new.untimed
        for old, new in pairs
    )


def snapshot(
    warm_child: int, at_gate: Iterable[tuple[int, int]], most: int, proc: str = "/proc"
) -> Snapshot:
    """Look at every thread of every process that descends from the warm child.

    ``at_gate`` are the threads that the grader itself holds, by process and thread: they wait
    on a socket, which for any other thread may be the world outside. ``proc`` is where the warm
    child's numbers are known.
    """
    held = frozenset(at_gate)
    family = descendants(warm_child, most + 1, proc)
    if len(family) > most:
        return Snapshot({}, {}, len(family))
    threads: dict[tuple[int, int], ThreadState] = {}
    cpu = {}
    memory = 0
    for pid in family:
        try:
            cpu[pid], taken = _used(f"{proc}/{pid}")
            memory += taken
            for name in os.listdir(f"{proc}/{pid}/task"):  # noqa: PTH208 - speed
                key = pid, int(name)
                thread = _thread_state(f"{proc}/{pid}/task/{name}", key in held)
                if thread.state not in "ZX":  # ended, and waiting to be collected
                    threads[key] = thread
        except OSError:  # ended while it was looked at; the next snapshot will differ
            continue
    return Snapshot(threads, cpu, len(family), memory // 2**20)


def _thread_state(folder: str, held: bool) -> ThreadState:
    state, switches = "?", 0
    for line in _read(f"{folder}/status").splitlines():
        if line.startswith("State:"):
            state = line.split()[1]
        elif "ctxt_switches:" in line:
            switches += int(line.split()[1])
    return ThreadState(state, switches, held or (state == "S" and _is_untimed(folder)))


def _is_untimed(folder: str) -> bool:
    try:
        number, *arguments = _read(f"{folder}/syscall").split()
    except (OSError, ValueError):
        return False
    sleeps = _SLEEPS.get(platform.machine(), {})
    if not number.isdigit() or int(number) not in sleeps:
        return False
    limit = sleeps[int(number)]
    if limit is None:
        return True
    position, none = limit
    given = int(arguments[position], 16)
    return given & _INT == none if none else given == 0


def _used(folder: str) -> tuple[float, int]:
    """Return the CPU seconds of a process, and the bytes that it has in memory: proc(5)."""
    fields = _read(f"{folder}/stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS, int(fields[21]) * _PAGE


def _read(path: str) -> str:
    with open(path) as file:  # noqa: PTH123 - read hundreds of times a second
        return file.read()

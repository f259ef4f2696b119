"""Watching a program that says nothing: is it at work, asleep, still, starved or over its limit?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from grader.models import Limits
from grader.observe.stillness import Snapshot, still

IDLE_PATIENCE = 0.4
"""Seconds that a program may sleep, beginning nothing, before the gate lets the held go on."""
BLIND_PATIENCE = 3.0
"""The same where the system does not tell what a program's threads do: they may be starved."""
SPIN_PATIENCE = 0.5
"""CPU seconds that the observed process may use, beginning nothing, before the same."""
DEADLOCK_PATIENCE = 1.0
"""Seconds for which a program must be still, with nobody held, to be called deadlocked."""
BIRTH_MB = 40
"""MiB that a process may have in memory before it counts: what it shares with who forked it."""
STARVATION = 6.0
"""How many times its limit, by the clock on the wall, a program may take on a busy machine."""


class Condition(StrEnum):
    """What was made of a program's last snapshots."""

    BUSY = "busy"
    STILL = "still"
    IDLE = "idle"
    SPINNING = "spinning"
    OVER_LIMIT = "over_limit"
    STARVED = "starved"
    TOO_MANY_PROCESSES = "too_many_processes"
    TOO_MUCH_MEMORY = "too_much_memory"


@dataclass(slots=True)
class _Clocks:
    wall: float = 0.0
    asleep: float = 0.0
    """Seconds in which no thread wanted the CPU."""
    cpu: float = 0.0
    """CPU seconds of all processes, and never more than passed on the wall."""
    main_cpu: float = 0.0
    """CPU seconds of the observed process."""


class Watch:
    """Judges snapshots; the clock and the snapshots are handed in."""

    def __init__(self, limits: Limits, look: Callable[[], Snapshot], now: Callable[[], float]):
        self._limits = limits
        self._look = look
        self._now = now
        self._last_time = now()
        self._before: Snapshot | None = None
        self._cpu: dict[int, float] = {}
        self._total = _Clocks()
        self._since_progress = _Clocks()
        self.main_pid: int | None = None

    def heard(self) -> None:
        """Something was said: the last snapshot no longer tells that all slept."""
        self._before = None

    def progress(self) -> None:
        """Something was begun: patience starts anew."""
        self._since_progress = _Clocks()

    @property
    def quiet_for(self) -> float:
        """Seconds asleep since something was begun."""
        return self._since_progress.asleep

    def judge(self) -> Condition:
        """Take a snapshot and say how things stand."""
        before, after = self._before, self._look()
        self._advance(after)
        self._before = after
        if after.processes > self._limits.processes:
            return Condition.TOO_MANY_PROCESSES
        if after.memory_mb > self._limits.memory_mb + BIRTH_MB * after.processes:
            return Condition.TOO_MUCH_MEMORY
        if self._total.asleep + self._total.cpu > self._limits.seconds:
            return Condition.OVER_LIMIT
        if self._total.wall > STARVATION * self._limits.seconds:
            return Condition.STARVED
        if before is not None and still(before, after):
            return Condition.STILL
        patience = IDLE_PATIENCE if after.threads else BLIND_PATIENCE
        if self._since_progress.asleep > patience:
            return Condition.IDLE
        if self._since_progress.main_cpu > SPIN_PATIENCE:
            return Condition.SPINNING
        return Condition.BUSY

    def _advance(self, after: Snapshot) -> None:
        now = self._now()
        passed, self._last_time = now - self._last_time, now
        used = {pid: s - self._cpu.get(pid, 0.0) for pid, s in after.cpu_seconds.items()}
        self._cpu |= after.cpu_seconds
        for clocks in (self._total, self._since_progress):
            clocks.wall += passed
            clocks.asleep += passed if after.asleep else 0.0
            clocks.cpu += min(passed, sum(used.values()))
            clocks.main_cpu += used.get(self.main_pid or 0, 0.0)

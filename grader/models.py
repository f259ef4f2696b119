"""Plain data that the rest of the package shares; no behaviour beyond what the data implies."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from grader.question import Question
    from grader.timeline import Picture, Timeline

LOADS = "loads"
"""The id under which a report tells that a file could not be loaded, before any check of a kata."""


class Verdict(StrEnum):
    """What a check, and a kata, ends with."""

    PASS = "pass"
    FAIL = "fail"
    TIMEOUT = "timeout"
    DEADLOCK = "deadlock"
    CRASH = "crash"
    ERROR = "error"
    INCONCLUSIVE = "inconclusive"


class Limits(NamedTuple):
    """What one observation of a learner's function may use before it is ended."""

    seconds: float = 5.0
    """Seconds at work or asleep; waiting for a busy machine's CPU is not counted."""
    cpu_seconds: float = 20.0
    """CPU seconds of one process."""
    memory_mb: int = 4096
    """MiB of address space for each process."""
    output_kb: int = 1024
    """KiB of standard output and error together."""
    processes: int = 400
    """Processes alive at once."""


class CheckInfo(NamedTuple):
    """What a learner is shown of one hidden check."""

    id: str
    title: str
    hint: str
    picture: bool = False
    """Whether the lanes of the run that it failed on prove a failure, and are shown with it."""


class Work(NamedTuple):
    """How much work a kata's checks hand to a learner's function."""

    calls: int
    """Calls of the task."""
    at_once: int
    """How many of them are to be in flight at once."""
    seconds: float = 0.0
    """Seconds that each call waits, as one that waits for a network does."""
    cpu_seconds: float = 0.0
    """CPU seconds that each call uses, as one that computes does."""


class SpeedupGoal(NamedTuple):
    """What a learner's function must gain over the same work done one call after another."""

    threshold: float
    """How many times as fast it must be."""
    rounds: int = 3
    """How often both are run, in turn, at most: the best run of each counts."""


class Kata(NamedTuple):
    """One exercise: the content of its ``kata.yaml`` and the folder that it stands in."""

    folder: Path
    title: str
    summary: str
    level: int
    functions: tuple[str, ...]
    """The functions that a learner's file must define."""
    skills: tuple[str, ...]
    checks: tuple[CheckInfo, ...]
    hints: tuple[str, ...]
    limits: Limits = Limits()
    see_also: tuple[str, ...] = ()
    work: Work | None = None
    speedup: SpeedupGoal | None = None

    @property
    def name(self) -> str:
        """The folder's name and the stem of the learner's file: ``6_thread_with_args``."""
        return self.folder.name

    @property
    def number(self) -> int:
        """The number that the folder's name begins with."""
        return int(self.name.partition("_")[0])


class Program(NamedTuple):
    """A learner's program kept beside a kata: another right idiom, or a mistake."""

    path: Path
    check: str | None = None
    """The check that must catch it; None for a right program."""
    misconception: str | None = None
    saved_as: str | None = None
    """The file name under which a learner would have saved it, where that is the mistake."""


class Misconception(NamedTuple):
    """A named wrong belief, with the sentence in which a mentor puts it right."""

    id: str
    belief: str
    sentence: str
    katas: tuple[int, ...] = ()


class CheckResult(NamedTuple):
    """How one check ended, and what a learner needs to put it right."""

    id: str
    title: str
    verdict: Verdict
    message: str | None = None
    expected: str | None = None
    seen: str | None = None
    line: int | None = None
    misconception: str | None = None
    hint: str | None = None
    lanes: Timeline | None = None
    """The run that it failed on, where its lanes prove the failure."""


class Note(NamedTuple):
    """Advice that costs nothing: the program is right, and could be better."""

    misconception: str
    line: int | None = None
    message: str | None = None
    """The mentor's sentence; None until it is looked up."""


class Speedup(NamedTuple):
    """What was gained over one call after another, by the clock and by what could overlap."""

    measured: float
    """The best time of one call after another, over the learner's best."""
    parallelism: float
    """Work over span: see `observe.parallelism`."""
    threshold: float
    basis: str
    """Which decided: ``measured``, ``parallelism``, or ``both`` where both fell short."""

    @property
    def met(self) -> bool:
        """Whether the threshold is met."""
        if self.basis == "both":
            return False
        return (self.measured if self.basis == "measured" else self.parallelism) >= self.threshold


class Report(NamedTuple):
    """All verdicts of one grading."""

    kata: str
    number: int
    file: str
    verdict: Verdict
    seconds: float
    python: str
    checks: tuple[CheckResult, ...]
    speedup: Speedup | None = None
    notes: tuple[Note, ...] = ()
    left_running: tuple[str, ...] = ()
    trace: list[dict[str, Any]] | None = None
    pictures: tuple[Picture, ...] = ()
    """Runs of the learner's functions beside the reference's, where they were asked for."""
    schema: int = 1


class Pack(NamedTuple):
    """A folder of questions and misconceptions."""

    folder: Path
    id: str
    title: str
    questions: tuple[Question, ...]
    misconceptions: tuple[Misconception, ...]
    version: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    license: str | None = None

"""Plain data of how far a learner has come, in the quiz and the katas together."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from grader.models import Misconception
from grader.review import Calibration


class Standing(StrEnum):
    """How well a learner knows the answer to a question; each question has one."""

    MASTERED = "mastered"
    """Learnt, and likely to be remembered for three weeks and more."""
    LEARNING = "learning"
    WEAK = "weak"
    """Answered wrong the last time, or forgotten and not yet learnt again."""
    NEW = "new"
    """Never answered."""


class Counts(NamedTuple):
    """How many questions there are, of each standing, and how many of them are due now."""

    mastered: int
    learning: int
    weak: int
    new: int
    due: int

    @property
    def questions(self) -> int:
        """All of them."""
        return self.mastered + self.learning + self.weak + self.new

    @property
    def answered(self) -> int:
        """All that were answered at least once."""
        return self.questions - self.new


class KataState(StrEnum):
    """What became of a kata."""

    PASSED = "passed"
    GIVEN_UP = "given up"
    """Its solution was shown, and it has not been passed."""
    TRIED = "not yet"
    """Graded, and not passed."""
    BEGUN = "begun"
    """Started, and not graded yet."""
    NEW = "not tried"


class KataProgress(NamedTuple):
    """One kata; ``misconceptions`` are those that its checks named and have not seen put right."""

    number: int
    name: str
    title: str
    state: KataState
    attempts: int = 0
    misconceptions: tuple[str, ...] = ()


class TopicProgress(NamedTuple):
    """The questions of a topic, and the numbers of the katas that they name."""

    topic: str
    counts: Counts
    katas: tuple[int, ...]


class BeliefProgress(NamedTuple):
    """A misconception, the questions that name it, and where it has shown and still stands."""

    misconception: Misconception
    counts: Counts
    answers: int
    """Questions whose last answer chose it."""
    katas: tuple[int, ...]
    """Katas whose checks named it, and have not passed since."""

    @property
    def stands(self) -> bool:
        """Whether it is still to be put right."""
        return bool(self.answers or self.katas)


class RemovedPack(NamedTuple):
    """A pack that is gone, while answers to its questions are kept."""

    pack: str
    answers: int
    due: int


class Flagged(NamedTuple):
    """A question that the learner found fault with."""

    pack: str
    question: str
    reason: str


class Progress(NamedTuple):
    """The whole picture, as it is at one moment."""

    at: datetime
    answers: int
    """Answers ever given in the quiz."""
    counts: Counts
    coming: tuple[int, ...]
    """Questions that become due in the rest of today, tomorrow, and each of the days after."""
    topics: tuple[TopicProgress, ...]
    beliefs: tuple[BeliefProgress, ...]
    """Those that stand come first, the most frequent before the others."""
    katas: tuple[KataProgress, ...]
    calibration: tuple[Calibration, ...]
    removed: tuple[RemovedPack, ...]
    next: str
    """The command to type next."""
    flagged: tuple[Flagged, ...] = ()
    """The newest first."""

    @property
    def begun(self) -> bool:
        """Whether anything is remembered at all."""
        return bool(self.answers) or any(kata.state is not KataState.NEW for kata in self.katas)

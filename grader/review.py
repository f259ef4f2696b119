"""Plain data of a learner's answers, and of when a question is to come again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple

CardKey = tuple[str, str]
"""A question, as everything that is remembered of it names it: its pack's id and its own."""


class Mode(StrEnum):
    """What a question was answered for; only study moves the time at which it comes again."""

    STUDY = "study"
    CRAM = "cram"
    EXAM = "exam"
    INTERVIEW = "interview"


class Confidence(IntEnum):
    """How sure a learner was before the answer was marked; never scored."""

    GUESS = 1
    THINK = 2
    SURE = 3


class Review(NamedTuple):
    """One answer to a question, as it was marked."""

    pack: str
    question: str
    rev: int
    answer: str
    """A JSON list of the ids chosen, in order where that matters; else the text that was given."""
    points: int
    of_points: int
    at: datetime
    mode: Mode = Mode.STUDY
    seed: int | None = None
    """The seed of the shuffle in which the options were shown; None if they were not shuffled."""
    confidence: Confidence | None = None
    """None where it was not told."""
    hints: int = 0
    seconds: float | None = None
    """Seconds from the question to the answer; None where nobody measured."""
    session: int | None = None
    """The session that it belongs to."""

    @property
    def key(self) -> CardKey:
        """The question that was answered."""
        return self.pack, self.question

    @property
    def right(self) -> bool:
        """Whether it was worth all of its points."""
        return self.points == self.of_points

    @property
    def wrong(self) -> bool:
        """Whether it was worth less than half of its points."""
        return 2 * self.points < self.of_points


class Remark(NamedTuple):
    """What is said about one thing that was wrong, and the belief behind it."""

    text: str
    misconception: str | None = None


class Marked(NamedTuple):
    """What an answer is worth."""

    points: int
    of_points: int
    remarks: tuple[Remark, ...] = ()

    @property
    def right(self) -> bool:
        """Whether it is worth all of its points."""
        return self.points == self.of_points


class Score(NamedTuple):
    """How many answers were right, and what they were worth together, from 0 to 1 each."""

    right: int
    answers: int
    worth: float


class Calibration(NamedTuple):
    """Of the answers given with one confidence, how many were right."""

    confidence: Confidence
    right: int
    answers: int


class CardStage(StrEnum):
    """How far a question is learnt: new to the learner, kept, or forgotten and learnt anew."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class CardState(NamedTuple):
    """What the answers to one question say of how well it is remembered."""

    rev: int
    due: datetime
    """When it is to be asked again, in UTC."""
    stability: float
    """Days until the chance to remember it has fallen to nine in ten."""
    difficulty: float
    """From 1, easy, to 10."""
    state: CardStage
    step: int | None
    """The step of learning it is at; None once it is learnt."""
    last_review: datetime
    reviews: int
    lapses: int
    """How often it was forgotten after it had been learnt."""


class Due(NamedTuple):
    """When a question is to be asked again, and the rev of it that was answered."""

    rev: int
    due: datetime


class Rule(NamedTuple):
    """How cards follow from answers. Pure: the same answers always give the same cards."""

    version: int
    """Rises when the same answers are to give other cards than before."""
    after: Callable[[CardState | None, Review], CardState | None]
    """The card after one more answer; None while there is none."""
    replay: Callable[[Iterable[Review]], dict[CardKey, CardState]]
    """The cards after all of these answers, the oldest first."""


class Part(NamedTuple):
    """One part of a mock interview, and what it came to."""

    name: str
    points: float
    of_points: float
    told: str
    """The same in words."""
    to_revise: tuple[str, ...] = ()


class Scorecard(NamedTuple):
    """What a mock interview came to."""

    parts: tuple[Part, ...]
    total: int
    """Of 100."""
    minutes: float
    """How long it took."""

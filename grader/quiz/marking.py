"""The marking of a free answer: which points of the rubric it made, and what they are worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.models import Question, RubricPoint


@dataclass(frozen=True, slots=True)
class Marked:
    """A question, and for each point of its rubric whether the answer made it."""

    question: Question
    claimed: tuple[bool, ...]

    @property
    def points(self) -> int:
        """What the answer is worth."""
        return sum(point.weight for point in self._those(True))

    @property
    def of_points(self) -> int:
        """What a full answer is worth."""
        return sum(point.weight for point in self.question.rubric)

    @property
    def missed(self) -> tuple[RubricPoint, ...]:
        """The points that the answer did not make."""
        return self._those(False)

    def _those(self, wanted: bool) -> tuple[RubricPoint, ...]:
        pairs = zip(self.question.rubric, self.claimed, strict=True)
        return tuple(point for point, claimed in pairs if claimed is wanted)


def mark(question: Question, claimed: Sequence[bool]) -> Marked:
    """The answer's marking; ``claimed`` holds one yes or no for each point of the rubric."""
    if len(claimed) != len(question.rubric):
        raise ValueError(f"{len(claimed)} marks for {len(question.rubric)} points of the rubric")
    return Marked(question, tuple(claimed))


def nothing_said(question: Question) -> Marked:
    """The marking of an empty answer."""
    return mark(question, [False] * len(question.rubric))


def total(marked: Sequence[Marked]) -> tuple[int, int]:
    """Points, and of how many, over several answers."""
    return sum(each.points for each in marked), sum(each.of_points for each in marked)

"""Which misconception explains a failed check, and at which line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Blame(NamedTuple):
    """A misconception, and whether what was seen speaks for it."""

    applies: object
    """Anything with a truth: the misconception explains the failure if it is true."""
    misconception: str
    line: int | None = None
    """The learner's line that shows it; None to keep the line of the check."""


def first_blame(blames: Iterable[Blame]) -> Blame | None:
    """Return the first that applies: a check lists the most telling first."""
    return next((blame for blame in blames if blame.applies), None)

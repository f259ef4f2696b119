"""The gradebook: a row for each learner, as CSV that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from grader.errors import printable

_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
"""Some spreadsheets take the wide forms for the narrow ones."""


class Standing(NamedTuple):
    """One learner's row."""

    learner: str
    name: str
    email: str
    katas: Mapping[str, tuple[str, float | None]]
    """The status, and the part of the checks that passed, by the kata's name."""

    def score(self, katas: Sequence[str]) -> float | None:
        """Return the mean over all katas that count; None where none does."""
        scores = [self.katas[kata][1] for kata in katas]
        counted = [score for score in scores if score is not None]
        return sum(counted) / len(counted) if counted else None


def gradebook_csv(katas: Sequence[str], standings: Iterable[Standing]) -> str:
    """Return the whole gradebook; scores go from 0 to 1, and what does not count is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    columns = [column for kata in katas for column in (kata, f"{kata} score")]
    writer.writerow(["learner", "name", "email", *columns, "score"])
    for standing in standings:
        cells = [cell for kata in katas for cell in _cells(*standing.katas[kata])]
        who = (standing.learner, standing.name, standing.email)
        writer.writerow([*map(_safe, who), *cells, _number(standing.score(katas))])
    return text.getvalue()


def _cells(status: str, score: float | None) -> tuple[str, str]:
    return status, _number(score)


def _number(score: float | None) -> str:
    return "" if score is None else f"{score:.3f}".rstrip("0").rstrip(".")


def _safe(text: str) -> str:
    """Keep a spreadsheet from taking a name for a formula, and each row on one line."""
    shown = printable(" ".join(text.split()))
    return f"'{shown}" if shown.startswith(_FORMULA) else shown

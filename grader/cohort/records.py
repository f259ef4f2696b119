"""What is known of what was handed in, of the work to be done on it, and of what came of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

MISSING = "missing"
"""The status of a kata for which a learner has handed nothing in."""
UNGRADED = "ungraded"
"""The status of what a run has not come to yet; all others are verdicts."""

OPEN = "open:"
"""Before the digest of what could not be graded: the next run tries again."""


class Submission(NamedTuple):
    """One file that a learner has handed in for a kata, or why there is none to be graded."""

    learner: str
    kata: str
    """The kata's name; "" where it cannot be told, for nothing of the learner's can be read."""
    file: Path | None = None
    digest: str = ""
    """Of the file, what stands beside it, and the kata: where it changes, it is graded again."""
    own: str = ""
    """Of the file alone: who handed in the same, whatever stands beside it."""
    problem: str | None = None
    """Why it cannot be graded."""
    alone: bool = False
    """Whether what stands beside it is no business of its: other learners' files."""


class Work(NamedTuple):
    """What a worker needs to grade one submission, on this machine or another; picklable."""

    learner: str
    kata: str
    digest: str
    folder: Path | None
    """The kata's folder; None where it comes with the package, wherever that stands there."""
    content: str
    """The digest of the kata's own files."""
    shown_as: str
    """The file's name in the report."""
    source: bytes
    beside: tuple[tuple[str, bytes], ...] = ()
    """The other Python files of its folder, by their names."""
    sandboxed: bool = True


class Graded(NamedTuple):
    """What came of one submission; picklable."""

    learner: str
    kata: str
    digest: str
    verdict: str
    document: dict[str, Any]
    """The report; see `render.document`."""
    lanes: dict[str, str]
    """Pictures of the lanes that prove a failure, as SVG, by the check's id."""


class Row(NamedTuple):
    """One learner's standing in one kata, as it is kept and shown."""

    learner: str
    kata: str
    status: str
    """A verdict, `MISSING` or `UNGRADED`."""
    passed: int
    """Checks passed."""
    of: int
    """Checks that count: what was inconclusive does not."""
    document: dict[str, Any] | None
    """The report; None where nothing was handed in."""
    lanes: Mapping[str, str]
    """Pictures of the lanes that prove a failure, as SVG, by the check's id."""

    @property
    def score(self) -> float | None:
        """The part of the checks that passed, from 0 to 1; None where nothing counts."""
        if self.status == MISSING:
            return 0.0
        return None if self.of == 0 else self.passed / self.of


def as_text(name: str) -> str:
    """Return a name as UTF-8 can hold it, a folder's need not be text, and in one form of it.

    Some systems write a letter and its accent as one character, others as two (Unicode's NFC
    and NFD).
    """
    return unicodedata.normalize("NFC", name.encode("utf-8", "backslashreplace").decode("utf-8"))

"""Katas: started, graded, and solutions that were shown."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from grader.models import Verdict
from grader.store.file import ProgressFile

_BEST_FIRST = (
    Verdict.PASS,
    Verdict.INCONCLUSIVE,
    Verdict.FAIL,
    Verdict.DEADLOCK,
    Verdict.TIMEOUT,
    Verdict.CRASH,
    Verdict.ERROR,
)


class Grading(NamedTuple):
    """One grading; ``report`` is its JSON document."""

    kata: str
    file: str
    verdict: Verdict
    report: str
    at: datetime


class Attempts(NamedTuple):
    """How often a kata was graded, and the best that came of it."""

    attempts: int
    best: Verdict
    passed: bool


class KataHistory(ProgressFile):
    """What is remembered of katas."""

    def record_start(self, kata: str, file: Path | str) -> None:
        """Remember that the kata was started in this file."""
        self._insert("starts", kata, str(file))

    def started(self) -> set[str]:
        """The katas that were started."""
        return {row[0] for row in self._select("SELECT DISTINCT kata FROM starts")}

    def last_started(self) -> tuple[str, Path] | None:
        """The kata started last, and its file."""
        rows = self._select("SELECT kata, file FROM starts ORDER BY id DESC LIMIT 1")
        return (rows[0][0], Path(rows[0][1])) if rows else None

    def started_file(self, kata: str) -> Path | None:
        """The file in which this kata was started last."""
        rows = self._select("SELECT file FROM starts WHERE kata = ? ORDER BY id DESC LIMIT 1", kata)
        return Path(rows[0][0]) if rows else None

    def record_grading(
        self, kata: str, file: Path | str, verdict: Verdict, report_json: str
    ) -> None:
        """Remember a grading with its whole report."""
        self._insert("gradings", kata, str(file), verdict.value, report_json)

    def gradings(self, kata: str) -> list[Grading]:
        """Every grading of the kata, the oldest first."""
        rows = self._select(
            "SELECT kata, file, verdict, report, at FROM gradings WHERE kata = ? ORDER BY id", kata
        )
        return [
            Grading(kata, file, Verdict(verdict), report, datetime.fromisoformat(at))
            for kata, file, verdict, report, at in rows
        ]

    def attempts_by_kata(self) -> dict[str, Attempts]:
        """For each kata that was graded: how often, the best verdict, and whether it passed."""
        seen: dict[str, list[Verdict]] = {}
        for kata, verdict in self._select("SELECT kata, verdict FROM gradings ORDER BY id"):
            seen.setdefault(kata, []).append(Verdict(verdict))
        best = {kata: min(verdicts, key=_BEST_FIRST.index) for kata, verdicts in seen.items()}
        return {
            kata: Attempts(len(verdicts), best[kata], best[kata] is Verdict.PASS)
            for kata, verdicts in seen.items()
        }

    def record_hint(self, kata: str, number: int) -> None:
        """Remember that the kata's hint of this number, from 1 on, was shown."""
        self._insert("hints", kata, number)

    def hints_shown(self) -> dict[str, int]:
        """For each kata of which hints were shown: the number of the furthest one."""
        return dict(self._select("SELECT kata, MAX(number) FROM hints GROUP BY kata"))

    def last_worked_on(self, *, or_hinted: bool = False) -> str | None:
        """The kata that was started or graded last; or, if that counts, given a hint for."""
        tables = ("starts", "gradings", "hints") if or_hinted else ("starts", "gradings")
        every = " UNION ALL ".join(f"SELECT kata, at FROM {table}" for table in tables)
        rows = self._select(f"SELECT kata FROM ({every}) ORDER BY at DESC LIMIT 1")
        return rows[0][0] if rows else None

    def record_solution(self, kata: str, *, gave_up: bool) -> None:
        """Remember that the kata's solution was shown, and whether before it was passed."""
        self._insert("solutions", kata, int(gave_up))

    def given_up(self) -> set[str]:
        """The katas whose solution was shown before they were passed."""
        return {row[0] for row in self._select("SELECT kata FROM solutions WHERE gave_up = 1")}

"""What is remembered of a learner: katas started, gradings, and answers given, in SQLite.

Nothing is ever deleted: gradings and answers are only added, and a file that is damaged is set
aside under another name. A reading method never makes the file.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from grader import database
from grader.errors import UserError
from grader.models import Verdict

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


class Answer(NamedTuple):
    """One answer to a question, and the points that it was marked with."""

    question: str
    rev: int
    pack: str
    answer: str
    points: int
    of_points: int
    at: datetime


class Attempts(NamedTuple):
    """How often a kata was graded, and the best that came of it."""

    attempts: int
    best: Verdict
    passed: bool


class Store:
    """The file of progress, as a context manager; ``warning`` says what the user should know."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        """Touch nothing yet; ``now`` gives the time that is noted with each entry."""
        self.path = path
        self.warning: str | None = None
        self._now = now
        self._connection: sqlite3.Connection | None = None

    @staticmethod
    def default_path(environ: Mapping[str, str]) -> Path:
        """``progress.db`` in ``KATA_HOME``, else where the system keeps a program's data."""
        if home := environ.get("KATA_HOME"):
            try:
                return Path(home).expanduser() / "progress.db"
            except RuntimeError:
                raise UserError(
                    f"KATA_HOME is {home}, and there is no such user. Name a folder: KATA_HOME=PATH"
                ) from None
        import platformdirs

        return Path(platformdirs.user_data_dir("concurrency-katas", False)) / "progress.db"

    def __enter__(self) -> Self:
        """Open the file if there is one."""
        with self._explained():
            if self.path.exists():
                self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the file; what was recorded is in it already."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def prepare(self) -> None:
        """Make sure that something can be remembered, before anyone takes trouble over it."""
        with self._explained():
            connection = self._writable()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")

    def record_start(self, kata: str, file: Path | str) -> None:
        """Remember that the kata was started in this file."""
        self._insert("starts", kata, str(file))

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

    def record_solution(self, kata: str, *, gave_up: bool) -> None:
        """Remember that the kata's solution was shown, and whether before it was passed."""
        self._insert("solutions", kata, int(gave_up))

    def given_up(self) -> set[str]:
        """The katas whose solution was shown before they were passed."""
        return {row[0] for row in self._select("SELECT kata FROM solutions WHERE gave_up = 1")}

    def record_answer(
        self, question: str, rev: int, pack: str, answer: str, points: int, of_points: int
    ) -> None:
        """Remember a marked answer; earlier ones stay."""
        self._insert("answers", question, rev, pack, answer, points, of_points)

    def answers(self) -> list[Answer]:
        """Every answer ever marked, the oldest first."""
        rows = self._select(
            "SELECT question, rev, pack, answer, points, of_points, at FROM answers ORDER BY id"
        )
        return [
            Answer(question, rev, pack, answer, points, of_points, datetime.fromisoformat(at))
            for question, rev, pack, answer, points, of_points, at in rows
        ]

    def _insert(self, table: str, *values: str | int) -> None:
        values = tuple(_storable(value) for value in values)
        at = self._now().astimezone(UTC).isoformat(timespec="milliseconds")
        holes = ", ".join("?" * (len(values) + 1))
        with self._explained():
            self._writable().execute(
                f"INSERT INTO {table} ({database.columns(table)}) VALUES ({holes})", (*values, at)
            )

    def _select(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        with self._explained():
            return self._connection.execute(sql, values).fetchall()

    def _writable(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._open()
        return self._connection

    def _open(self) -> sqlite3.Connection:
        seen = self.path.stat() if self.path.exists() else None
        try:
            self._connection = database.connect(self.path)
        except database.DamagedError:
            # Another kata may have set it aside a moment ago: leave the new file alone then.
            if seen and self.path.exists() and os.path.samestat(seen, self.path.stat()):
                aside = database.set_aside(self.path, self._now())
                self.warning = (
                    f"The file of your progress, {self.path}, could not be read: it is damaged. "
                    f"It is kept as {aside}, and a new one has been begun."
                )
            self._connection = database.connect(self.path)
        return self._connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the system refuses into words that say what to type."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if database.code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                message = f"Another kata is writing to {self.path}. Wait for it, then try again."
                raise UserError(message) from error
            raise UserError(self._unusable(error)) from error
        except OSError as error:
            raise UserError(self._unusable(error.strerror or error)) from error

    def _unusable(self, reason: object) -> str:
        return (
            f"Your progress cannot be kept in {self.path} ({reason}). "
            "Name a folder that you may write to: KATA_HOME=~/katas kata …"
        )


def _storable(value: str | int) -> str | int:
    """SQLite keeps text as UTF-8, which a file's name need not be."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value

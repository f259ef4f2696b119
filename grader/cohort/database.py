"""``cohort.db``: what was found, and what came of it, kept one by one as it comes."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from grader.cohort.records import OPEN, UNGRADED, Graded, Row, Submission, as_text
from grader.cohort.roster import Learner
from grader.cohort.worker import refused
from grader.errors import UserError
from grader.models import Verdict
from grader.render.document import report_document

VERSION = 2
"""Version 2 added the digest of the file alone."""
NAME = "cohort.db"
_TABLES = """
    CREATE TABLE submissions (
        learner TEXT NOT NULL, kata TEXT NOT NULL, digest TEXT NOT NULL, own TEXT NOT NULL,
        problem TEXT,
        PRIMARY KEY (learner, kata)
    );
    CREATE TABLE results (
        learner TEXT NOT NULL, kata TEXT NOT NULL, digest TEXT NOT NULL, verdict TEXT NOT NULL,
        passed INTEGER NOT NULL, counted INTEGER NOT NULL, document TEXT NOT NULL,
        lanes TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (learner, kata)
    );
    CREATE TABLE katas (name TEXT PRIMARY KEY);
    CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT);
    CREATE TABLE learners (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, enrolled INTEGER NOT NULL
    );
"""


class CohortDatabase:
    """One cohort's database; a context manager.

    It is written to by one process at a time, which holds a lock beside it, and read by any.
    """

    def __init__(self, path: Path) -> None:
        """Open it, or make it. Raises `UserError` where it is no such database."""
        self._path = path
        try:
            self._connection = sqlite3.connect(path, timeout=10.0, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._prepare()
        except sqlite3.Error as error:
            raise self._unusable(error) from None

    def _unusable(self, error: sqlite3.Error) -> UserError:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            return UserError(
                f"{self._path} cannot grow: the disk is full. Make room, and type the same again: "
                "what was graded is kept."
            )
        return UserError(
            f"{self._path} cannot be used: {error}. Rename it, and grade again: "
            "kata makes a new one."
        )

    def _prepare(self) -> None:
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise UserError(
                f"{self._path} was written by a newer concurrency-katas. "
                "Type: pip install --upgrade concurrency-katas"
            )
        if version == 1:  # all that is noted of submissions is noted anew by the next grading
            self._connection.executescript(
                "BEGIN IMMEDIATE; ALTER TABLE submissions ADD COLUMN own TEXT NOT NULL DEFAULT ''; "
                f"PRAGMA user_version = {VERSION}; COMMIT;"
            )
        if version == 0:
            self._connection.executescript(
                f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;"
            )

    def __enter__(self) -> CohortDatabase:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):  # damaged where nobody looked as it was opened
            raise self._unusable(error) from None

    def expect(
        self,
        submissions: Sequence[Submission],
        katas: Iterable[str],
        roster: Mapping[str, Learner],
        only: str | None,
    ) -> None:
        """Note all that was found, and who is in the class, in place of what was noted before.

        ``only`` is the kata that all files are for, where that was said.
        """
        found = {as_text(submission.learner) for submission in submissions}
        strangers = [Learner(each) for each in sorted(found - roster.keys())]
        with self._transaction() as connection:
            for table in ("submissions", "katas", "learners", "settings"):
                connection.execute(f"DELETE FROM {table}")
            connection.execute("INSERT INTO settings VALUES ('only', ?)", (only,))
            connection.executemany(
                "INSERT OR REPLACE INTO submissions (learner, kata, digest, own, problem) "
                "VALUES (?, ?, ?, ?, ?)",
                ((as_text(s.learner), s.kata, s.digest, s.own, s.problem) for s in submissions),
            )
            connection.executemany("INSERT INTO katas VALUES (?)", ((name,) for name in katas))
            connection.executemany(
                "INSERT INTO learners VALUES (?, ?, ?, ?)",
                ((*learner, learner.id in roster) for learner in [*roster.values(), *strangers]),
            )

    def is_graded(self, submission: Submission) -> bool:
        """Whether a result of this very file is kept."""
        found = self._connection.execute(
            "SELECT 1 FROM results WHERE learner = ? AND kata = ? AND digest = ?",
            (as_text(submission.learner), submission.kata, submission.digest),
        )
        return found.fetchone() is not None

    def keep(self, graded: Graded) -> None:
        """Keep what came of one submission, at once."""
        verdicts = [check["verdict"] for check in graded.document["checks"]]
        counting = [verdict for verdict in verdicts if verdict != Verdict.INCONCLUSIVE]
        self._connection.execute(
            "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(as_text(graded.learner), graded.kata, graded.digest, graded.verdict),
                *(counting.count(Verdict.PASS), len(counting)),
                *(json.dumps(graded.document), json.dumps(graded.lanes)),
                datetime.now(UTC).isoformat(timespec="seconds"),
            ),
        )

    def chosen(
        self, *, check: str | None, kata: str | None, learner: str | None, verdict: str | None
    ) -> Iterator[tuple[str, str]]:
        """Yield the learner and kata of each result that is like that."""
        for row in self.rows(learner):
            if row.document is None or kata not in (None, row.kata):
                continue
            verdicts = {each["id"]: each["verdict"] for each in row.document["checks"]}
            if check is not None and check not in verdicts:
                continue
            ended = row.status if check is None else verdicts[check]
            if verdict in (None, ended):
                yield row.learner, row.kata

    def only(self) -> str | None:
        """Return the kata that all files are for, None where that was not said."""
        found = self._connection.execute("SELECT value FROM settings WHERE name = 'only'")
        row = found.fetchone()
        return None if row is None else row[0]

    def roster(self) -> dict[str, Learner]:
        """Return who is in the class, as a roster has told."""
        found = self._connection.execute(
            "SELECT id, name, email FROM learners WHERE enrolled ORDER BY rowid"
        )
        return {each[0]: Learner(*each) for each in found}

    def close(self) -> None:
        """Close it."""
        self._connection.close()

    def katas(self) -> list[str]:
        """Return the names of the katas that learners were to do, by number."""
        names = [name for (name,) in self._connection.execute("SELECT name FROM katas")]
        return sorted(names, key=lambda name: (int(name.partition("_")[0]), name))

    def learners(self) -> list[Learner]:
        """Return all of the class, and of whom something was found; in the roster's order."""
        found = self._connection.execute("SELECT id, name, email FROM learners ORDER BY rowid")
        return [Learner(*each) for each in found]

    def strangers(self) -> list[str]:
        """Return those of whom something was found, and whom a roster does not have."""
        found = self._connection.execute("SELECT id, enrolled FROM learners ORDER BY id").fetchall()
        enrolled = any(each for _, each in found)
        return [learner for learner, each in found if enrolled and not each]

    def alike(self) -> list[tuple[str, list[str]]]:
        """Return each kata's files that several handed in, with their learners; the most first."""
        found = self._connection.execute(
            "SELECT kata, own, learner FROM submissions WHERE problem IS NULL AND own != '' "
            "ORDER BY learner"
        )
        groups: dict[tuple[str, str], list[str]] = {}
        for kata, own, learner in found:
            groups.setdefault((kata, own), []).append(learner)
        several = [(kata, group) for (kata, _), group in groups.items() if len(group) > 1]
        return sorted(several, key=lambda each: (-len(each[1]), each))

    def rows(self, learner: str | None = None) -> Iterator[Row]:
        """Yield the standing of every submission, or of one learner's, by learner and kata."""
        found = self._connection.execute(
            "SELECT s.learner, s.kata, s.problem, r.verdict, r.passed, r.counted, r.document, "
            "r.lanes FROM submissions s LEFT JOIN results r "
            "ON r.learner = s.learner AND r.kata = s.kata "
            "AND r.digest IN (s.digest, ? || s.digest) "
            "WHERE ? IS NULL OR s.learner = ? ORDER BY s.learner, s.kata",
            (OPEN, learner, learner),
        )
        for who, kata, problem, verdict, passed, counted, document, lanes in found:
            if problem is not None:
                report = refused(Submission(who, kata, problem=problem))
                yield Row(who, kata, Verdict.ERROR.value, 0, 1, report_document(report), {})
            elif verdict is None:
                yield Row(who, kata, UNGRADED, 0, 0, None, {})
            else:
                data, drawn = _read(document), _read(lanes)
                yield Row(who, kata, verdict, passed, counted, data, drawn)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _read(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise sqlite3.DatabaseError("a result in it cannot be read")
    return read

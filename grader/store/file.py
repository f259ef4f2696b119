"""The file of progress: where it is, opening it, and what the system may refuse, in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from grader import database
from grader.errors import UserError


class ProgressFile:
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

    def _insert(self, table: str, *values: str | int) -> None:
        with self._explained():
            database.insert(self._writable(), table, (*values, self._now()))

    def _select(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        with self._explained():
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is done within is kept, or nothing of it."""
        with self._explained():
            connection = self._writable()
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield connection

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
        except sqlite3.DatabaseError as error:
            raise UserError(
                f"The file of your progress, {self.path}, was damaged while it was in use "
                f"({error}). Type the command again: it is set aside then, and a new one is begun."
            ) from error
        except OSError as error:
            raise UserError(self._unusable(error.strerror or error)) from error

    def _unusable(self, reason: object) -> str:
        return (
            f"Your progress cannot be kept in {self.path} ({reason}). "
            "Name a folder that you may write to: KATA_HOME=~/katas kata …"
        )

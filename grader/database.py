"""The SQLite file that the store writes to: its tables, its version, and what if it is damaged."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from grader.errors import UserError

VERSION = 4
"""Version 2 added solutions that were shown, version 3 answers of all types with their cards,
version 4 hints that were shown."""
_HEAD = b"SQLite format 3\x00"
BUSY_SECONDS = 10.0
"""How long to wait for another kata that is writing at this moment."""

TABLES = {
    "starts": "kata TEXT NOT NULL, file TEXT NOT NULL, at TEXT NOT NULL",
    "gradings": (
        "kata TEXT NOT NULL, file TEXT NOT NULL, verdict TEXT NOT NULL, "
        "report TEXT NOT NULL, at TEXT NOT NULL"
    ),
    "solutions": "kata TEXT NOT NULL, gave_up INTEGER NOT NULL, at TEXT NOT NULL",
    "hints": "kata TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL",
    "reviews": (
        "pack TEXT NOT NULL, question TEXT NOT NULL, rev INTEGER NOT NULL, answer TEXT NOT NULL, "
        "points INTEGER NOT NULL, of_points INTEGER NOT NULL, at TEXT NOT NULL, "
        "mode TEXT NOT NULL, seed INTEGER, confidence INTEGER, hints INTEGER NOT NULL, "
        "seconds REAL, session INTEGER"
    ),
    "sessions": (
        "options TEXT NOT NULL, plan TEXT NOT NULL, started_at TEXT NOT NULL, "
        "ended_at TEXT, ended TEXT"
    ),
    "flags": (
        "pack TEXT NOT NULL, question TEXT NOT NULL, rev INTEGER NOT NULL, "
        "reason TEXT NOT NULL, at TEXT NOT NULL"
    ),
    "cards": (
        "pack TEXT NOT NULL, question TEXT NOT NULL, rev INTEGER NOT NULL, due TEXT NOT NULL, "
        "stability REAL NOT NULL, difficulty REAL NOT NULL, state TEXT NOT NULL, step INTEGER, "
        "last_review TEXT NOT NULL, reviews INTEGER NOT NULL, lapses INTEGER NOT NULL"
    ),
    "cards_mark": "rule INTEGER NOT NULL, review INTEGER NOT NULL",
}
_INDEXES = {
    "reviews_by_session": "INDEX reviews_by_session ON reviews (session)",
    "cards_by_question": "UNIQUE INDEX cards_by_question ON cards (pack, question)",
}
_CARRY_OVER = """
    INSERT INTO reviews (pack, question, rev, answer, points, of_points, at, mode, hints)
    SELECT pack, question, rev, answer, points, of_points, at, 'study', 0 FROM answers ORDER BY id
"""
"""Answers of versions 1 and 2 were in the learner's own words, and all given in study."""


class DamagedError(Exception):
    """The file is no database, or no longer a whole one, or not one of ours."""


def columns(table: str) -> str:
    """The names of a table's columns, for a statement."""
    return ", ".join(column.split()[0] for column in TABLES[table].split(", "))


def insert(connection: sqlite3.Connection, table: str, row: Sequence[object]) -> int:
    """Add a row, without its id, which is returned."""
    holes = ", ".join("?" * len(row))
    sql = f"INSERT INTO {table} ({columns(table)}) VALUES ({holes})"
    return connection.execute(sql, [stored(value) for value in row]).lastrowid or 0


def stored(value: object) -> object:
    """A value as it stands in the file.

    A time is in UTC, to the millisecond: the order of such texts is the order of times. Text is
    UTF-8, which the name of a file need not be.
    """
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def code(error: sqlite3.Error) -> int:
    """The primary one of SQLite's result codes."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def connect(path: Path) -> sqlite3.Connection:
    """An open, whole database of this version; its tables are made where there are none."""
    _look_at_head(path)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        _refuse_newer(connection, path)
        _make_tables(connection)
        _inspect(connection)
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.Error) and code(error) in (
            sqlite3.SQLITE_CORRUPT,
            sqlite3.SQLITE_NOTADB,
        ):
            raise DamagedError(str(error)) from error
        raise
    return connection


def _look_at_head(path: Path) -> None:
    """Refuse what is no database before SQLite, opening it, clears away what lies beside it."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        head = file.read(len(_HEAD))
    if head not in (b"", _HEAD):
        raise DamagedError("it does not begin as a database does")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection)
    if version > VERSION:
        raise UserError(
            f"{path} was written by a newer concurrency-katas (version {version}, this one knows "
            f"{VERSION}). Type: pip install --upgrade concurrency-katas"
        )


def _make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables that an empty or older database lacks, though two processes begin together.

    An older one only gains: nothing that stands in it is touched.
    """
    if _version(connection) == VERSION:
        return
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        version = _version(connection)
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if version == VERSION or (version == 0 and names):
            return
        for table in TABLES.keys() - names:
            connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {TABLES[table]})")
        for index in _INDEXES.keys() - names:
            connection.execute(f"CREATE {_INDEXES[index]}")
        if version < 3 and "answers" in names:
            connection.execute(_CARRY_OVER)
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _inspect(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise DamagedError("the check of the file found faults")
    try:
        for table in TABLES:
            connection.execute(f"SELECT {columns(table)} FROM {table} LIMIT 0")
    except sqlite3.OperationalError as error:
        if code(error) == sqlite3.SQLITE_ERROR:  # No such table or column.
            raise DamagedError(str(error)) from error
        raise


def set_aside(path: Path, now: datetime) -> Path:
    """Rename the damaged file, and what SQLite keeps beside it, to a name that is free."""
    stamp = now.astimezone(UTC).strftime("%Y%m%d-%H%M%S")
    aside = _claim(path, f"{path.stem}.damaged-{stamp}")
    path.replace(aside)
    for ending in ("-wal", "-shm", "-journal"):
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + ending))
    return aside


def _claim(path: Path, stem: str) -> Path:
    """A free name beside ``path``, taken by an empty file so that nobody else takes it."""
    for count in itertools.count(1):
        name = path.with_name(stem + (f"-{count}" if count > 1 else "") + path.suffix)
        with suppress(FileExistsError):
            name.touch(exist_ok=False)
            return name
    raise AssertionError("unreachable")

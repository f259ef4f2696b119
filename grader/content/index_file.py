"""The SQLite file of the index: its tables, and bringing them up to date with the packs' files."""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from grader.content.entry_points import Announced, announced, fingerprint
from grader.content.library import Head, Library, in_short, places, shelved
from grader.errors import ContentError, UserError

if TYPE_CHECKING:
    from grader.content.packs import Contents
    from grader.question import Listed

VERSION = 1
BUSY_SECONDS = 10.0
"""How long to wait for another quiz that is writing at this moment."""

PATHS = 4
"""For how many values of ``sys.path``, as of several environments, entry points are kept."""

_TABLES = (
    "announced (fingerprint TEXT NOT NULL, entries TEXT NOT NULL)",
    "packs (number INTEGER PRIMARY KEY AUTOINCREMENT, folder TEXT NOT NULL UNIQUE, "
    "signature TEXT NOT NULL, id TEXT, title TEXT, version TEXT, problem TEXT)",
    # What a list tells, apart from the questions' rows; many questions share all but the id, so
    # a list of thousands is read in a third of the time.
    "kinds (pack INTEGER, kind INTEGER, rev INTEGER, type TEXT, topic TEXT, level INTEGER, "
    "katas TEXT, misconceptions TEXT, premise TEXT, PRIMARY KEY (pack, kind)) WITHOUT ROWID",
    "listed (pack INTEGER, place INTEGER, kind INTEGER, id TEXT, PRIMARY KEY (pack, place)) "
    "WITHOUT ROWID",
    "questions (pack INTEGER, id TEXT, topic TEXT, row TEXT, PRIMARY KEY (pack, id))",
    "misconceptions (pack INTEGER, place INTEGER, id TEXT, belief TEXT, sentence TEXT, "
    "katas TEXT, PRIMARY KEY (pack, place)) WITHOUT ROWID",
)
_OF_A_PACK = ("kinds", "listed", "questions", "misconceptions")


def connect(target: str) -> sqlite3.Connection:
    """Return an open file, or ``:memory:``, with its tables; a `sqlite3.Error` if not."""
    connection = sqlite3.connect(target, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        if _version(connection) != VERSION:
            _make_tables(connection)
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("CREATE TEMP TABLE shelf (place INTEGER PRIMARY KEY, pack INTEGER, id)")
    except BaseException:
        connection.close()
        raise
    return connection


def update(connection: sqlite3.Connection, data_folder: Path) -> Library:
    """Read the packs that have changed; return all, and list those to use in the table shelf."""
    where = places(data_folder, _announced(connection))
    reader, known, changed = _reader(), "", False
    for place in where.found:
        signature = _storable("\n".join([reader, known, *_stamps(place.folder)]))
        if _signature(connection, place.folder) != signature:
            _read(connection, place.folder, signature, known.split())
            changed = True
        # The first is the built-in one, whose misconceptions every pack may name.
        known = known or _misconceptions(connection, place.folder)
    if changed:
        _forget_gone(connection, {_storable(place.folder) for place in where.found})
    library = shelved(where, lambda folder: _head(connection, folder))
    connection.execute("DELETE FROM shelf")
    connection.executemany(
        "INSERT INTO shelf (pack, id) SELECT number, id FROM packs WHERE folder = ?",
        [(_storable(pack.folder),) for pack in library.packs],
    )
    return library


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file; those of another version are not worth keeping."""
    with _writing(connection):
        if _version(connection) == VERSION:  # Another quiz has made them meanwhile.
            return
        for table in _TABLES:
            connection.execute(f"DROP TABLE IF EXISTS {table.partition(' ')[0]}")
            connection.execute(f"CREATE TABLE {table}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


def _announced(connection: sqlite3.Connection) -> list[Announced]:
    """What installed distributions announce, asked again when one came or went."""
    mark = _storable(fingerprint())
    kept = "SELECT entries FROM announced WHERE fingerprint = ?"
    if row := connection.execute(kept, (mark,)).fetchone():
        return [Announced(*entry) for entry in json.loads(row[0])]
    entries = announced()
    with _writing(connection):
        connection.execute("INSERT INTO announced VALUES (?, ?)", (mark, json.dumps(entries)))
        newest = "SELECT rowid FROM announced ORDER BY rowid DESC LIMIT ?"
        connection.execute(f"DELETE FROM announced WHERE rowid NOT IN ({newest})", (PATHS,))
    return entries


def _reader() -> str:
    """A text that changes with the code that reads packs."""
    here = Path(__file__).parent
    total = 0
    for path in (*sorted(here.glob("*.py")), here.parent / "question.py"):
        total = zlib.crc32(path.read_bytes(), total)
    return f"{total:x}"


def _stamps(folder: Path) -> list[str]:
    """A line for each file that a pack is read from; replacing one changes a time or its size."""
    entries = [entry for entry in os.scandir(folder) if entry.name.endswith((".yaml", ".yml"))]
    stats = sorted((entry.name, entry.stat()) for entry in entries)
    return [f"{name} {s.st_size} {s.st_mtime_ns} {s.st_ctime_ns}" for name, s in stats]


def _signature(connection: sqlite3.Connection, folder: Path) -> str | None:
    sql = "SELECT signature FROM packs WHERE folder = ?"
    row = connection.execute(sql, (_storable(folder),)).fetchone()
    return None if row is None else row[0]


def _misconceptions(connection: sqlite3.Connection, folder: Path) -> str:
    sql = (
        "SELECT misconceptions.id FROM misconceptions JOIN packs ON number = pack "
        "WHERE folder = ? ORDER BY place"
    )
    return " ".join(row[0] for row in connection.execute(sql, (_storable(folder),)))


def _head(connection: sqlite3.Connection, folder: Path) -> Head:
    sql = "SELECT id, title, version, problem FROM packs WHERE folder = ?"
    *head, problem = connection.execute(sql, (_storable(folder),)).fetchone()
    if problem is not None:
        raise UserError(problem)
    return Head(*head)


def _read(connection: sqlite3.Connection, folder: Path, signature: str, known: list[str]) -> None:
    """Put into the file what the folder holds now, or what is wrong there."""
    from grader.content.packs import read_pack

    contents = read_pack(folder, known)
    pack = contents.pack
    told = None if pack else _storable(in_short(ContentError(contents.problems), folder))
    head = (pack.id, pack.title, pack.version) if pack else (None, None, None)
    key = _storable(folder)
    with _writing(connection):
        # Its number stays, for another quiz may be reading by it.
        connection.execute("INSERT OR IGNORE INTO packs (folder, signature) VALUES (?, '')", (key,))
        connection.execute(
            "UPDATE packs SET signature = ?, id = ?, title = ?, version = ?, problem = ? "
            "WHERE folder = ?",
            (signature, *head, told, key),
        )
        sql = "SELECT number FROM packs WHERE folder = ?"
        (number,) = connection.execute(sql, (key,)).fetchone()
        _empty(connection, number)
        if pack:
            _fill(connection, number, contents)


def _forget_gone(connection: sqlite3.Connection, found: Collection[str]) -> None:
    """Remove the packs whose folders are gone; others may be those of another environment."""
    with _writing(connection):
        for number, folder in connection.execute("SELECT number, folder FROM packs").fetchall():
            if folder not in found and not Path(folder).exists():
                _empty(connection, number)
                connection.execute("DELETE FROM packs WHERE number = ?", (number,))


def _empty(connection: sqlite3.Connection, number: int) -> None:
    for table in _OF_A_PACK:
        connection.execute(f"DELETE FROM {table} WHERE pack = ?", (number,))


def _fill(connection: sqlite3.Connection, number: int, contents: Contents) -> None:
    from grader.content.questions import listed

    assert contents.pack is not None
    kinds: dict[tuple[object, ...], int] = {}
    lists, questions = [], []
    for place, each in enumerate(contents.placed):
        topic = each.question.topic
        told = listed(each.row, topic, contents.pack.id)
        lists.append((number, place, kinds.setdefault(_kind(told), len(kinds)), told.id))
        questions.append((number, told.id, topic, json.dumps(each.row)))
    beliefs = [
        (number, place, each.id, each.belief, each.sentence, _spaced(each.katas))
        for place, each in enumerate(contents.pack.misconceptions)
    ]
    _insert(connection, "kinds", [(number, kind, *values) for values, kind in kinds.items()])
    _insert(connection, "listed", lists)
    _insert(connection, "questions", questions)
    _insert(connection, "misconceptions", beliefs)


def _kind(told: Listed) -> tuple[object, ...]:
    """What a list tells of a question besides its id, as it is kept."""
    lists = _spaced(told.katas), _spaced(told.misconceptions)
    everywhere = told.premise == type(told.premise)()
    premise = "" if everywhere else json.dumps(told.premise._asdict())
    return (told.rev, told.type.value, told.topic, told.level, *lists, premise)


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[Sequence[object]]) -> None:
    if rows:
        holes = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({holes})", rows)


def _spaced(values: Iterable[object]) -> str:
    """Each value between blanks, so that one can be looked for in SQL."""
    return "".join([" ", *(f"{value} " for value in values)])


def _storable(text: str | Path) -> str:
    """SQLite keeps text as UTF-8, which a file's name need not be."""
    return str(text).encode("utf-8", "backslashreplace").decode("utf-8")

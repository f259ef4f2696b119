"""All packs' questions in one SQLite file, so that the quiz need not read YAML to begin.

The file can be deleted at any time: it is made again from the packs. A pack is read anew when the
size or a time of one of its files has changed, or the code that reads it, or what it may refer to.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from grader.content import index_file
from grader.content.library import Library
from grader.content.questions import question_of
from grader.errors import UserError
from grader.models import Misconception
from grader.question import Listed, Premise, Question, QuestionType

FILE = "questions.db"
"""What the file is called in the data folder."""
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
"""SQLite's codes for a file that is broken, no database, or has not our tables."""


def open_index(path: Path, data_folder: Path) -> Index:
    """Return the index of all packs, up to date; those installed stand in ``data_folder/packs``.

    It is made again where the file is damaged, and kept in memory where it cannot be written.
    """
    index = Index(path, data_folder)
    index.update()
    return index


class Index:
    """The questions of all packs, as a context manager.

    ``library`` has the packs, and for each that is left out a sentence to the user.
    """

    def __init__(self, path: Path, data_folder: Path) -> None:
        """Read nothing yet; `update` does."""
        self.library = Library((), ())
        self._path = path
        self._data_folder = data_folder
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def titles(self) -> dict[str, str]:
        """The title of each pack by its id."""
        return {pack.id: pack.title for pack in self.library.packs}

    def update(self) -> None:
        """Read the packs whose files have changed since they were read last."""
        try:
            self._use(str(self._path))
        except (sqlite3.DatabaseError, OSError) as error:
            self._put_away(error)
            self._use_another()

    def listed(
        self,
        *,
        pack: str | None = None,
        topic: str | None = None,
        kata: int | None = None,
        misconception: str | None = None,
    ) -> list[Listed]:
        """Return what there is to choose from, in the order of the packs and of their files.

        Each filter that is given must hold; ``pack`` and ``misconception`` are ids, ``topic`` is
        the whole topic, and ``kata`` a number.
        """
        wanted = {
            "shelf.id = ?": pack,
            "topic = ?": topic,
            "instr(katas, ' ' || ? || ' ')": kata,
            "instr(misconceptions, ' ' || ? || ' ')": misconception,
        }
        given = {test: value for test, value in wanted.items() if value is not None}
        kinds = self._select(
            "SELECT id, kind, rev, type, topic, level, katas, misconceptions, premise FROM shelf "
            f"JOIN kinds ON shelf.pack = kinds.pack WHERE {' AND '.join(['1', *given])}",
            *given.values(),
        )
        rows = self._select(
            "SELECT shelf.id, kind, listed.id FROM shelf JOIN listed ON shelf.pack = listed.pack "
            "ORDER BY shelf.place, listed.place"
        )
        known = {(pack, kind): _kind(*values) for pack, kind, *values in kinds}
        # As Listed._make does, without its call: there are thousands.
        return [
            tuple.__new__(Listed, (pack, name, *told))
            for pack, kind, name in rows
            if (told := known.get((pack, kind))) is not None
        ]

    def question(self, pack: str, question: str) -> Question:
        """Return one question, by the ids of its pack and of itself."""
        rows = self._select(
            "SELECT row, topic FROM shelf JOIN questions ON shelf.pack = questions.pack "
            "WHERE shelf.id = ? AND questions.id = ?",
            *(pack, question),
        )
        if not rows:
            raise UserError(
                f'The question "{question}" of the pack "{pack}" is not here: the pack was changed '
                "or removed. Your progress is kept. To see the packs, type: kata pack list"
            )
        row, topic = rows[0]
        return question_of(json.loads(row), topic)

    def misconceptions(self) -> dict[str, Misconception]:
        """Return all misconceptions by id; of two packs that have one id, the first counts."""
        rows = self._select(
            "SELECT misconceptions.id, belief, sentence, katas FROM shelf "
            "JOIN misconceptions ON shelf.pack = misconceptions.pack "
            "ORDER BY shelf.place DESC, misconceptions.place"
        )
        return {
            name: Misconception(name, belief, sentence, _numbers(katas))
            for name, belief, sentence, katas in rows
        }

    def topics(self) -> list[str]:
        """Return the topics of all packs, in their order."""
        rows = self._select(
            "SELECT topic FROM shelf JOIN kinds ON shelf.pack = kinds.pack "
            "GROUP BY topic ORDER BY min(shelf.place), min(kind)"
        )
        return [row[0] for row in rows]

    def _select(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        """The rows; a file that only now shows to be damaged is made again first."""
        try:
            return self._rows(sql, values)
        except sqlite3.DatabaseError as error:
            self._put_away(error)
            self.update()
            return self._rows(sql, values)

    def _rows(self, sql: str, values: tuple[str | int, ...]) -> list[tuple[Any, ...]]:
        assert self._connection is not None
        return self._connection.execute(sql, values).fetchall()

    def _use(self, target: str) -> None:
        if self._connection is None:
            self._connection = index_file.connect(target)
        self.library = index_file.update(self._connection, self._data_folder)

    def _use_another(self) -> None:
        """A new file, or none where there cannot be one."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._use(str(self._path))
        except (sqlite3.DatabaseError, OSError) as error:
            self._put_away(error)
            self._use(":memory:")

    def _put_away(self, error: Exception) -> None:
        """Close the file, and delete it where it is damaged: not where only we may not use it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
            for ending in ("", "-journal"):
                with suppress(OSError):
                    self._path.with_name(self._path.name + ending).unlink()


def _kind(
    rev: int, type_: str, topic: str, level: int, katas: str, misconceptions: str, premise: str
) -> tuple[object, ...]:
    """All of a `Listed` that follows its pack and id."""
    lists = _numbers(katas), tuple(misconceptions.split())
    return rev, QuestionType(type_), topic, level, *lists, _premise(premise)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split())


def _premise(text: str) -> Premise:
    """The premise; the text is empty for a question that holds everywhere."""
    if not text:
        return Premise()
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(text).items()
    }
    return Premise(**values)

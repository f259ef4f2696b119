"""Cards, kept beside the log of answers that they follow from, so that it is seldom replayed.

They can be thrown away at any time: `rebuild` makes them anew. With them stands up to which
answer of the log they go, and the version of the rule by which they were made; while both match,
they are current.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from grader import database
from grader.review import CardKey, CardStage, CardState, Review, Rule

COLUMNS = database.columns("cards")


def is_current(connection: sqlite3.Connection, version: int) -> bool:
    """Whether the cards go up to the last answer, by this version of the rule."""
    last = _last_review(connection)
    marks = connection.execute("SELECT rule, review FROM cards_mark").fetchall()
    return marks == ([] if last is None else [(version, last)])


def read(
    connection: sqlite3.Connection, version: int, columns: str = COLUMNS
) -> list[tuple[Any, ...]] | None:
    """These columns of all cards; None if they are not current."""
    with connection:
        connection.execute("BEGIN")  # Another kata may write between the two questions.
        if not is_current(connection, version):
            return None
        return connection.execute(f"SELECT {columns} FROM cards").fetchall()


def cards_from(rows: Iterable[Sequence[Any]]) -> dict[CardKey, CardState]:
    """Cards from all of their columns."""
    stages = {stage.value: stage for stage in CardStage}
    return {(row[0], row[1]): _card(row, stages) for row in rows}


def read_one(connection: sqlite3.Connection, key: CardKey) -> CardState | None:
    """The card of one question, if it has one."""
    sql = f"SELECT {COLUMNS} FROM cards WHERE pack = ? AND question = ?"
    return cards_from(connection.execute(sql, key)).get(key)


def replace(connection: sqlite3.Connection, key: CardKey, card: CardState) -> None:
    """Put this card in the place of the question's older one."""
    connection.execute("DELETE FROM cards WHERE pack = ? AND question = ?", key)
    database.insert(connection, "cards", (*key, *card))


def mark(connection: sqlite3.Connection, version: int, review: int | None) -> None:
    """Note by which version of the rule the cards were made, and up to which answer they go."""
    connection.execute("DELETE FROM cards_mark")
    if review is not None:
        database.insert(connection, "cards_mark", (version, review))


def rebuild(
    connection: sqlite3.Connection, rule: Rule, reviews: Iterable[Review]
) -> dict[CardKey, CardState]:
    """Make the cards anew from the whole log and return them; the caller has a transaction."""
    cards = rule.replay(reviews)
    connection.execute("DELETE FROM cards")
    for key, card in cards.items():
        database.insert(connection, "cards", (*key, *card))
    mark(connection, rule.version, _last_review(connection))
    return cards


def _last_review(connection: sqlite3.Connection) -> int | None:
    last: int | None = connection.execute("SELECT MAX(id) FROM reviews").fetchone()[0]
    return last


def _card(row: Sequence[Any], stages: Mapping[str, CardStage]) -> CardState:
    _, _, rev, due, stability, difficulty, state, step, last, reviews, lapses = row
    return CardState(
        rev,
        datetime.fromisoformat(due),
        stability,
        difficulty,
        stages[state],
        step,
        datetime.fromisoformat(last),
        reviews,
        lapses,
    )

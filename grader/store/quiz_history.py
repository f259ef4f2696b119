"""The quiz: every answer, the cards that follow from them, sessions, and flagged questions."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from grader import database
from grader.errors import UserError
from grader.review import CardKey, CardState, Confidence, Due, Mode, Review, Rule
from grader.store import card_cache
from grader.store.file import ProgressFile

_REVIEW = database.columns("reviews")


class Session(NamedTuple):
    """A session of the quiz that has not ended."""

    id: int
    options: str
    """What it was asked for, as a JSON document."""
    plan: str
    """What is asked, in order and with seeds, as a JSON document."""
    started_at: datetime
    reviews: int
    """How many answers were given in it."""


class Flag(NamedTuple):
    """A question that a learner found fault with."""

    pack: str
    question: str
    rev: int
    reason: str
    at: datetime


class QuizHistory(ProgressFile):
    """What is remembered of the quiz."""

    def record_review(self, review: Review, rule: Rule) -> CardState | None:
        """Remember an answer, and the card that follows from it, which is returned.

        Both are in the file when the call returns, or neither is. The time is kept to the
        millisecond. None is returned where no answer to the question has made a card yet.
        """
        review = review._replace(at=datetime.fromisoformat(str(database.stored(review.at))))
        with self._transaction() as connection:
            if not card_cache.is_current(connection, rule.version):
                card_cache.rebuild(connection, rule, self.reviews())
            number = database.insert(connection, "reviews", review)
            card = rule.after(card_cache.read_one(connection, review.key), review)
            if card is not None:
                card_cache.replace(connection, review.key, card)
            card_cache.mark(connection, rule.version, number)
        return card

    def reviews(self, session: int | None = None) -> list[Review]:
        """Every answer ever given, or those of one session, the oldest first."""
        sql = f"SELECT {_REVIEW} FROM reviews"
        if session is None:
            rows = self._select(f"{sql} ORDER BY id")
        else:
            rows = self._select(f"{sql} WHERE session = ? ORDER BY id", session)
        return [_review(Review._make(row)) for row in rows]

    def cards(self, rule: Rule) -> dict[CardKey, CardState]:
        """The card of every question that has one.

        They are kept beside the answers; only when those do not match is the log replayed.
        """
        rows = self._kept_cards(rule)
        return self._replayed(rule) if rows is None else card_cache.cards_from(rows)

    def due_times(self, rule: Rule) -> dict[CardKey, Due]:
        """When each question that has a card is due; a third of the work of reading the cards."""
        rows = self._kept_cards(rule, "pack, question, rev, due")
        if rows is None:
            cards = self._replayed(rule)
            return {key: Due(card.rev, card.due) for key, card in cards.items()}
        return {(row[0], row[1]): Due(row[2], datetime.fromisoformat(row[3])) for row in rows}

    def _kept_cards(
        self, rule: Rule, columns: str = card_cache.COLUMNS
    ) -> list[tuple[Any, ...]] | None:
        if self._connection is None:
            return []
        with self._explained():
            return card_cache.read(self._connection, rule.version, columns)

    def _replayed(self, rule: Rule) -> dict[CardKey, CardState]:
        # Where nothing can be written, what is there can be read all the same.
        with suppress(UserError), self._transaction() as connection:
            return card_cache.rebuild(connection, rule, self.reviews())
        return rule.replay(self.reviews())

    def begin_session(self, options_json: str, plan_json: str) -> int:
        """Remember that a session was begun; return its id."""
        session = (options_json, plan_json, self._now(), None, None)
        with self._explained():
            return database.insert(self._writable(), "sessions", session)

    def open_session(self) -> Session | None:
        """The session begun last of those that have not ended."""
        rows = self._select(
            "SELECT id, options, plan, started_at, "
            "(SELECT COUNT(*) FROM reviews WHERE session = sessions.id) "
            "FROM sessions WHERE ended_at IS NULL ORDER BY id DESC LIMIT 1"
        )
        for number, options, plan, started_at, reviews in rows:
            return Session(number, options, plan, datetime.fromisoformat(started_at), reviews)
        return None

    def end_session(self, session: int, how: str) -> None:
        """Remember when and how a session ended: ``done``, ``left`` or ``replaced``.

        One that has ended already stays as it is.
        """
        with self._explained():
            self._writable().execute(
                "UPDATE sessions SET ended_at = ?, ended = ? WHERE id = ? AND ended_at IS NULL",
                (database.stored(self._now()), how, session),
            )

    def record_flag(self, pack: str, question: str, rev: int, reason: str) -> None:
        """Remember what a learner finds wrong with a question."""
        self._insert("flags", pack, question, rev, reason)

    def flags(self) -> list[Flag]:
        """Every question that was flagged, the oldest first."""
        rows = self._select("SELECT pack, question, rev, reason, at FROM flags ORDER BY id")
        return [
            Flag(pack, question, rev, reason, datetime.fromisoformat(at))
            for pack, question, rev, reason, at in rows
        ]


def _review(row: Review) -> Review:
    """A row of the table, whose words and numbers become what they stand for."""
    return row._replace(
        at=datetime.fromisoformat(str(row.at)),
        mode=Mode(row.mode),
        confidence=None if row.confidence is None else Confidence(row.confidence),
    )

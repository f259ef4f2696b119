"""What is remembered of the quiz: answers, the cards that follow from them, sessions, flags."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from grader.errors import UserError
from grader.quiz.scheduling import RULE, replay
from grader.review import CardKey, CardState, Confidence, Due, Mode, Review, Rule
from grader.store import Flag, Session, Store

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
MakeReview = Callable[..., Review]


def test_answers_are_only_added(store: Store, make_review: MakeReview) -> None:
    """Every field comes back as it was given, and the same answer twice is two."""
    whole = make_review(
        answer="Before the result.\nÀ bientôt",
        points=2,
        of_points=9,
        mode=Mode.EXAM,
        seed=2**62,
        confidence=Confidence.SURE,
        hints=1,
        seconds=12.5,
        session=4,
    )
    given = [whole, make_review(), make_review()]
    for review in given:
        store.record_review(review, RULE)
    assert store.reviews() == given
    assert store.reviews(session=4) == [whole]
    back = store.reviews()[0]
    assert (type(back.mode), type(back.confidence)) == (Mode, Confidence)


def test_times_are_kept_in_utc_to_the_millisecond(store: Store, make_review: MakeReview) -> None:
    """A learner who travels keeps one order of events."""
    tokyo = timezone(timedelta(hours=9))
    at = NOON.replace(microsecond=123_456).astimezone(tokyo)
    store.record_review(make_review(at=at), RULE)
    [review] = store.reviews()
    assert (review.at, review.at.tzinfo) == (NOON.replace(microsecond=123_000), UTC)


def test_text_that_is_no_utf_8_is_kept_as_far_as_it_goes(
    store: Store, make_review: MakeReview
) -> None:
    store.record_review(make_review(answer="a\udcffb"), RULE)
    store.record_flag("core", "q", 1, "\udcff?")
    assert (store.reviews()[0].answer, store.flags()[0].reason) == ("a?b", "??")


def test_the_card_of_an_answer_is_returned_and_kept(path: Path, make_review: MakeReview) -> None:
    """It is the one that a replay of all answers gives, though only one answer was new."""
    answers = [
        make_review("a"),
        make_review("b", points=0),
        make_review("a", points=0, at=NOON + timedelta(days=3)),
        make_review("a", mode=Mode.CRAM, at=NOON + timedelta(days=4)),
        make_review("a", pack="other", at=NOON + timedelta(days=4)),
    ]
    with Store(path, lambda: NOON) as store:
        returned = [store.record_review(answer, RULE) for answer in answers]
    expected = replay(answers)
    assert returned[-2:] == [expected["core", "a"], expected["other", "a"]]
    with Store(path, lambda: NOON) as store:
        assert store.cards(made_already(RULE)) == expected
        assert store.due_times(made_already(RULE)) == {
            key: Due(card.rev, card.due) for key, card in expected.items()
        }


def made_already(rule: Rule) -> Rule:
    """The rule, for one who must find all cards made."""

    def replay(reviews: Iterable[Review]) -> dict[CardKey, CardState]:
        raise AssertionError("replayed, though the cards were current")

    return rule._replace(replay=replay)


def test_an_answer_that_makes_no_card_returns_none(store: Store, make_review: MakeReview) -> None:
    """Cramming what was never studied leaves it new."""
    assert store.record_review(make_review(mode=Mode.CRAM), RULE) is None
    assert (store.cards(RULE), store.due_times(RULE)) == ({}, {})
    assert len(store.reviews()) == 1


def test_cards_that_are_current_are_read_without_the_library(
    path: Path, make_review: MakeReview
) -> None:
    """Its import takes longer than all the rest of choosing a question."""
    with Store(path, lambda: NOON) as store:
        store.record_review(make_review(), RULE)
    code = (
        "import sys; from pathlib import Path; from datetime import UTC, datetime\n"
        "from grader.quiz.scheduling import RULE; from grader.store import Store\n"
        "with Store(Path(sys.argv[1]), lambda: datetime.now(UTC)) as store:\n"
        "    print(len(store.cards(RULE)), len(store.due_times(RULE)), 'fsrs' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("1 1 False\n", "")


OUTDATED = {
    "an answer more in the log": (
        "INSERT INTO reviews (pack, question, rev, answer, points, of_points, at, mode, hints) "
        "VALUES ('core', 'z', 1, '', 0, 1, '2026-03-02T12:00:00.000+00:00', 'study', 0)"
    ),
    "an answer fewer in the log": "DELETE FROM reviews WHERE id = (SELECT MAX(id) FROM reviews)",
    "another version of the rule": "UPDATE cards_mark SET rule = rule - 1",
    "thrown away": "DELETE FROM cards_mark",
    "nothing in the log": "DELETE FROM reviews",
}


@pytest.mark.parametrize("change", OUTDATED.values(), ids=OUTDATED.keys())
@pytest.mark.parametrize("first", ["cards", "due_times", "record_review"])
def test_cards_that_do_not_match_the_log_are_made_anew(
    path: Path, make_review: MakeReview, change: str, first: str
) -> None:
    """Whoever comes first, reader or writer, makes them; then they are kept."""
    with Store(path, lambda: NOON) as store:
        for question in ("a", "b"):
            store.record_review(make_review(question), RULE)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE cards SET stability = 99")
    connection.execute(change)
    connection.close()
    with Store(path, lambda: NOON) as store:
        if first == "record_review":
            store.record_review(make_review("c"), RULE)
        else:
            getattr(store, first)(RULE)
        expected = replay(store.reviews())
        assert store.cards(made_already(RULE)) == expected
        assert store.due_times(made_already(RULE)).keys() == expected.keys()


def test_cards_are_read_where_nothing_can_be_written(
    path: Path, make_review: MakeReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another kata holds the file, they are replayed and not kept."""
    monkeypatch.setattr("grader.database.BUSY_SECONDS", 0.01)
    with Store(path, lambda: NOON) as store:
        store.record_review(make_review(), RULE)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("DELETE FROM cards_mark")
    with Store(path, lambda: NOON) as store:
        holder.execute("BEGIN IMMEDIATE")
        expected = replay([make_review()])
        assert store.cards(RULE) == expected
        assert store.due_times(RULE).keys() == expected.keys()
        holder.execute("ROLLBACK")
        with pytest.raises(AssertionError, match="replayed"):
            store.cards(made_already(RULE))
    holder.close()


def test_an_answer_whose_card_cannot_be_made_is_not_kept_either(
    store: Store, make_review: MakeReview
) -> None:
    """Both, or neither: else the next start would not agree with this one."""

    def after(card: CardState | None, review: Review) -> CardState | None:
        raise ArithmeticError("a fault in the rule")

    with pytest.raises(ArithmeticError):
        store.record_review(make_review(), RULE._replace(after=after))
    assert store.reviews() == []
    store.record_review(make_review(), RULE)
    assert len(store.reviews()) == 1


def test_an_answer_has_to_wait_for_another_kata(
    path: Path, make_review: MakeReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.database.BUSY_SECONDS", 0.01)
    with Store(path, lambda: NOON) as store:
        store.prepare()
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError) as caught:
            store.record_review(make_review(), RULE)
        holder.close()
    assert caught.value.message == (
        f"Another kata is writing to {path}. Wait for it, then try again."
    )


def test_a_session_is_open_until_it_ends(store: Store, make_review: MakeReview) -> None:
    """What was answered in it is found by its id; other sessions' answers do not count."""
    first = store.begin_session('{"count": 4}', '["a", "b"]')
    assert store.open_session() == Session(first, '{"count": 4}', '["a", "b"]', NOON, 0)
    store.record_review(make_review("a", session=first), RULE)
    store.record_review(make_review("b"), RULE)
    assert store.open_session() == Session(first, '{"count": 4}', '["a", "b"]', NOON, 1)
    store.end_session(first, "done")
    assert store.open_session() is None


def test_the_session_begun_last_is_the_one_to_resume(store: Store) -> None:
    first, second = (store.begin_session("{}", "[]") for _ in range(2))
    assert first != second
    for expected in (second, first):
        session = store.open_session()
        assert session is not None
        assert session.id == expected
        store.end_session(session.id, "left")
    assert store.open_session() is None


def test_a_session_ends_once(store: Store, path: Path) -> None:
    """How it ended is not overwritten by whoever comes later."""
    session = store.begin_session("{}", "[]")
    store.end_session(session, "replaced")
    store.end_session(session, "done")
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT ended_at, ended FROM sessions").fetchall()
    connection.close()
    assert rows == [("2026-03-01T12:00:00.000+00:00", "replaced")]


def test_flags_are_kept_with_their_reasons(store: Store) -> None:
    store.record_flag("core", "when-to-join", 2, "Two options are right.")
    store.record_flag("mine", "q", 1, "")
    assert store.flags() == [
        Flag("core", "when-to-join", 2, "Two options are right.", NOON),
        Flag("mine", "q", 1, "", NOON),
    ]

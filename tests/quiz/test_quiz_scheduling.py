"""When a question comes again, by the answers that were given."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Rating

from grader.quiz.scheduling import RULE, after, rating, replay
from grader.review import CardStage, CardState, Confidence, Mode, Review

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def review(points: int = 1, of_points: int = 1, *, days: float = 0, **fields: object) -> Review:
    """An answer to one question, so many days after the first noon."""
    values: dict[str, object] = {"pack": "core", "question": "q", "rev": 1, "answer": ""}
    given = {**values, "at": NOON + timedelta(days=days), **fields}
    return Review(points=points, of_points=of_points, **given)  # type: ignore[arg-type]


def card_after(*reviews: Review) -> CardState:
    return replay(reviews)["core", "q"]


RATINGS = [
    (review(1), Rating.Good),
    (review(1, hints=1), Rating.Hard),
    (review(0), Rating.Again),
    (review(0, hints=2), Rating.Again),
    (review(2, 4), Rating.Hard),
    (review(3, 4), Rating.Hard),
    (review(1, 4), Rating.Again),
    (review(4, 4), Rating.Good),
    *((review(1, confidence=each), Rating.Good) for each in Confidence),
    *((review(0, confidence=each), Rating.Again) for each in Confidence),
]


@pytest.mark.parametrize(("given", "expected"), RATINGS)
def test_an_answer_is_rated_by_its_points_and_hints_alone(given: Review, expected: Rating) -> None:
    """How sure the learner was says nothing of how well it is remembered."""
    assert rating(given) is expected


def test_what_is_right_at_once_comes_again_after_days() -> None:
    card = card_after(review())
    assert (card.state, card.step, card.due) == (
        CardStage.REVIEW,
        None,
        NOON + timedelta(days=2),
    )
    assert (card.reviews, card.lapses, card.last_review) == (1, 0, NOON)


def test_what_is_wrong_comes_again_in_ten_minutes() -> None:
    card = card_after(review(0))
    assert (card.state, card.step) == (CardStage.LEARNING, 0)
    assert card.due == NOON + timedelta(minutes=10)
    assert card.lapses == 0


def test_a_half_right_answer_comes_sooner_than_a_right_one() -> None:
    assert card_after(review(1, 2)).due == NOON + timedelta(minutes=15)


def test_every_right_answer_in_its_time_is_followed_by_a_longer_pause() -> None:
    """Five answers, each given when it was due, come to more than three weeks."""
    reviews = [review()]
    pauses = []
    for _ in range(4):
        card = card_after(*reviews)
        pauses.append(card.due - card.last_review)
        reviews.append(review()._replace(at=card.due))
    assert pauses == sorted(set(pauses))
    assert card_after(*reviews).stability > 21


def test_what_was_forgotten_is_counted_and_learnt_anew() -> None:
    """Wrong again while it is learnt anew is not forgotten once more."""
    lapsed = card_after(review(), review(0, days=5))
    assert (lapsed.state, lapsed.lapses, lapsed.reviews) == (CardStage.RELEARNING, 1, 2)
    again = card_after(review(), review(0, days=5), review(0, days=5.01))
    assert (again.state, again.lapses) == (CardStage.RELEARNING, 1)
    back = card_after(review(), review(0, days=5), review(1, days=5.01))
    assert (back.state, back.lapses) == (CardStage.REVIEW, 1)
    twice = card_after(review(), review(0, days=5), review(1, days=5.01), review(0, days=9))
    assert twice.lapses == 2


@pytest.mark.parametrize("mode", [Mode.CRAM, Mode.EXAM, Mode.INTERVIEW])
def test_only_study_moves_a_card(mode: Mode) -> None:
    """The night before the interview does not undo a month of good spacing."""
    studied = card_after(review())
    assert card_after(review(), review(0, days=1, mode=mode)) == studied
    assert after(studied, review(0, days=1, mode=mode)) == studied
    assert after(None, review(mode=mode)) is None
    assert replay([review(mode=mode)]) == {}


@pytest.mark.parametrize(("old", "new"), [(1, 2), (2, 1)])
def test_another_rev_of_a_question_begins_anew(old: int, new: int) -> None:
    """Its meaning changed, so what was remembered of it says nothing."""
    began = review(days=40, rev=new)
    assert card_after(review(rev=old), review(0, days=9, rev=old), began) == card_after(began)


def test_questions_of_one_name_in_two_packs_have_a_card_each() -> None:
    cards = replay([review(), review(0, pack="mine")])
    assert cards["core", "q"].state is CardStage.REVIEW
    assert cards["mine", "q"].state is CardStage.LEARNING


def test_a_replay_gives_what_each_answer_gave() -> None:
    """Whatever the answers, and whatever else draws random numbers: a thousand, from a seed."""
    chance = random.Random(4)
    reviews = [
        review(
            chance.randrange(3),
            2,
            days=number / 20,
            question=f"q{chance.randrange(30)}",
            rev=1 + (number > 800),
            mode=chance.choice(list(Mode)),
            hints=chance.randrange(2),
        )
        for number in range(1000)
    ]
    one_by_one: dict[tuple[str, str], CardState] = {}
    for each in reviews:
        if (card := after(one_by_one.get(each.key), each)) is not None:
            one_by_one[each.key] = card
    random.seed(1)
    first = RULE.replay(reviews)
    random.seed(2)
    assert RULE.replay(reviews) == first == one_by_one
    assert len(first) == 30


def test_a_clock_that_went_backwards_stops_nothing() -> None:
    """An answer before the last one is one more of the same day."""
    card = card_after(review(days=10), review(days=3))
    assert (card.reviews, card.last_review) == (2, NOON + timedelta(days=3))
    assert card.due > card.last_review

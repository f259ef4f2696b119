"""When a question comes again: the FSRS algorithm, replayed over the log of answers.

FSRS is described at https://github.com/open-spaced-repetition; the library is imported only
where a card is computed, so that choosing questions from known cards need not load it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from grader.review import CardKey, CardStage, CardState, Mode, Review, Rule

if TYPE_CHECKING:
    from fsrs import Card, Rating, Scheduler

# What is missed comes back within the hour. What is right at once does not: with the library's
# own two steps, all of a session's right answers would be asked again ten minutes later.
_STEPS = (timedelta(minutes=10),)


def after(card: CardState | None, review: Review) -> CardState | None:
    """The card after one more answer; as it was, if the answer was not given in study.

    An answer to another rev of the question begins the card anew.
    """
    return _after(_scheduler(), card, review)


def replay(reviews: Iterable[Review]) -> dict[CardKey, CardState]:
    """The cards after these answers, the oldest first."""
    scheduler = _scheduler()
    cards: dict[CardKey, CardState] = {}
    for review in reviews:
        card = _after(scheduler, cards.get(review.key), review)
        if card is not None:
            cards[review.key] = card
    return cards


RULE = Rule(1, after, replay)
"""What the store asks to keep its cards; its version rises with every change of this module."""


def rating(review: Review) -> Rating:
    """How an answer counts: confidence plays no part."""
    from fsrs import Rating

    if review.wrong:
        return Rating.Again
    if not review.right or review.hints:
        return Rating.Hard
    return Rating.Good


def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    # Fuzz would draw from the global random, and a replay would not give the same cards again.
    return Scheduler(learning_steps=_STEPS, relearning_steps=_STEPS, enable_fuzzing=False)


def _after(scheduler: Scheduler, card: CardState | None, review: Review) -> CardState | None:
    if review.mode is not Mode.STUDY:
        return card
    if card is not None and card.rev != review.rev:
        card = None
    reviewed, _ = scheduler.review_card(_thawed(card, review), rating(review), review.at)
    reviews, lapses = (card.reviews, card.lapses) if card else (0, 0)
    return _frozen(reviewed, review, reviews + 1, lapses + _lapsed(card, reviewed))


def _thawed(card: CardState | None, review: Review) -> Card:
    """The library's card; it has an id and a time of its own, for without them it sleeps."""
    from fsrs import Card, State

    if card is None:
        return Card(card_id=0, due=review.at)
    return Card(
        card_id=0,
        state=State[card.state.name.capitalize()],
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.last_review,
    )


def _frozen(card: Card, review: Review, reviews: int, lapses: int) -> CardState:
    if card.stability is None or card.difficulty is None:
        raise AssertionError("a card that was reviewed has a stability and a difficulty")
    return CardState(
        rev=review.rev,
        due=card.due,
        stability=card.stability,
        difficulty=card.difficulty,
        state=CardStage[card.state.name.upper()],
        step=card.step,
        last_review=review.at,
        reviews=reviews,
        lapses=lapses,
    )


def _lapsed(before: CardState | None, reviewed: Card) -> int:
    was_learnt = before is not None and before.state is CardStage.REVIEW
    return int(was_learnt and reviewed.state.name == "Relearning")

"""How far a learner has come: pure functions over what is remembered and what there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from grader.models import Misconception
from grader.progress import (
    BeliefProgress,
    Counts,
    Flagged,
    KataProgress,
    Progress,
    RemovedPack,
    Standing,
    TopicProgress,
)
from grader.question import Listed
from grader.quiz.beliefs import last_answers
from grader.quiz.score import calibration
from grader.review import CardKey, CardStage, CardState, Review

MASTERED_DAYS = 21.0
"""The stability, in days, from which on a question counts as mastered."""
_DAYS = 7
"""How many days are told of what becomes due, today among them."""


class Known(NamedTuple):
    """What is remembered of a learner, and what there is to learn."""

    listed: Sequence[Listed]
    packs: Collection[str]
    """The ids of the packs that are here, whether or not they have questions."""
    misconceptions: Mapping[str, Misconception]
    katas: Sequence[KataProgress]
    reviews: Sequence[Review]
    cards: Mapping[CardKey, CardState]
    chosen: Mapping[CardKey, Collection[str]]
    """The misconceptions that the last answer to a question chose."""
    flagged: Sequence[Flagged] = ()


class _Seen(NamedTuple):
    """A question, how well it is known, and when it is due; None while it has no card."""

    listed: Listed
    standing: Standing
    due: datetime | None


def progress(known: Known, now: datetime, following: str) -> Progress:
    """The whole picture; ``now`` is in the learner's time zone, in which days are counted.

    ``following`` is the command to type next.
    """
    last = last_answers(known.reviews, known.listed)
    seen = [_seen(each, known.cards, last) for each in known.listed]
    return Progress(
        at=now,
        answers=len(known.reviews),
        counts=_counts(seen, now),
        coming=_coming(seen, now),
        topics=_topics(seen, now),
        beliefs=_beliefs(known, seen, now),
        katas=tuple(known.katas),
        calibration=tuple(calibration(known.reviews)),
        removed=_removed(known, now),
        next=following,
        flagged=tuple(known.flagged),
    )


def _seen(
    listed: Listed, cards: Mapping[CardKey, CardState], last: Mapping[CardKey, Review]
) -> _Seen:
    key = (listed.pack, listed.id)
    card = cards.get(key)
    if card is not None and card.rev < listed.rev:
        card = None
    standing = _standing(card, last.get(key))
    return _Seen(listed, standing, None if card is None else card.due)


def _standing(card: CardState | None, last: Review | None) -> Standing:
    if last is None:
        return Standing.NEW
    if last.wrong or (card is not None and card.state is CardStage.RELEARNING):
        return Standing.WEAK
    if card is None or card.state is not CardStage.REVIEW or card.stability < MASTERED_DAYS:
        return Standing.LEARNING
    return Standing.MASTERED


def _counts(seen: Iterable[_Seen], now: datetime) -> Counts:
    seen = list(seen)
    standings = Counter(each.standing for each in seen)
    due = sum(each.due is not None and each.due <= now for each in seen)
    return Counts(**{each.value: standings[each] for each in Standing}, due=due)


def _coming(seen: Iterable[_Seen], now: datetime) -> tuple[int, ...]:
    today = now.date()
    days = Counter(
        (each.due.astimezone(now.tzinfo).date() - today).days
        for each in seen
        if each.due is not None and each.due > now
    )
    return tuple(days[day] for day in range(_DAYS))


def _topics(seen: Iterable[_Seen], now: datetime) -> tuple[TopicProgress, ...]:
    topics: dict[str, list[_Seen]] = {}
    for each in seen:
        topics.setdefault(each.listed.topic, []).append(each)
    return tuple(
        TopicProgress(
            topic,
            _counts(questions, now),
            tuple(sorted({kata for each in questions for kata in each.listed.katas})),
        )
        for topic, questions in topics.items()
    )


def _beliefs(known: Known, seen: Iterable[_Seen], now: datetime) -> tuple[BeliefProgress, ...]:
    questions: dict[str, list[_Seen]] = {}
    for each in seen:
        for name in each.listed.misconceptions:
            questions.setdefault(name, []).append(each)
    chosen = Counter(name for names in known.chosen.values() for name in {*names})
    found = [
        BeliefProgress(
            misconception,
            _counts(questions.get(name, ()), now),
            chosen[name],
            tuple(kata.number for kata in known.katas if name in kata.misconceptions),
        )
        for name, misconception in known.misconceptions.items()
    ]
    return tuple(sorted(found, key=lambda each: -each.answers - len(each.katas)))


def _removed(known: Known, now: datetime) -> tuple[RemovedPack, ...]:
    answers = Counter(each.pack for each in known.reviews if each.pack not in known.packs)
    due = Counter(pack for (pack, _), card in known.cards.items() if card.due <= now)
    return tuple(RemovedPack(pack, answers[pack], due[pack]) for pack in sorted(answers))

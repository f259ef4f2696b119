"""Which questions a session asks: what is due first, then what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain, zip_longest
from random import Random
from typing import NamedTuple

from grader.question import Listed, QuestionType
from grader.review import CardKey, Due


class Wishes(NamedTuple):
    """What a learner asked for; None is no wish."""

    at_most: int = 10
    topic: str | None = None
    """Part of a topic's name, in small or capital letters."""
    kata: int | None = None
    pack: str | None = None
    misconceptions: tuple[str, ...] = ()
    """Questions on any of these."""
    new: bool = True
    """Whether questions that were never answered may come."""
    due: bool = True
    """Whether questions that are due may come."""
    all: bool = False
    """Whether it does not matter what is due, as when cramming or in an exam."""
    free: bool = True
    """Whether free answers may be asked for."""


class Choice(NamedTuple):
    """The questions of a session, and what there would be besides."""

    questions: tuple[Listed, ...]
    matching: int
    """How many questions there are of the kind that is wished for, due or not."""
    next_due: datetime | None = None
    """When the first of those that are not due yet will be; None where there is none."""


def choose(
    listed: Iterable[Listed],
    cards: Mapping[CardKey, Due],
    wishes: Wishes,
    now: datetime,
    random: Random,
) -> Choice:
    """Return what to ask now.

    Those that are due come first, the longest overdue before the others; then new ones, the easy
    before the hard, topic by topic in turn. A question whose ``rev`` has risen counts as new.
    """
    wanted = [each for each in listed if fits(each, wishes)]
    if wishes.all:
        mixed = random.sample(wanted, len(wanted))
        return Choice(tuple(mixed[: wishes.at_most]), len(wanted))
    dated = [(card.due, each) for each in wanted if (card := _card(each, cards)) is not None]
    due = [each for when, each in sorted(dated, key=lambda pair: pair[0]) if when <= now]
    new = [each for each in wanted if _card(each, cards) is None]
    found = [*(due if wishes.due else ()), *(_mixed(new, random) if wishes.new else ())]
    later = min((when for when, _ in dated if when > now), default=None)
    return Choice(tuple(found[: wishes.at_most]), len(wanted), later)


def fits(listed: Listed, wishes: Wishes) -> bool:
    """Whether a question is of the kind that is wished for, due or not."""
    return (
        (wishes.free or listed.type is not QuestionType.FREE)
        and (wishes.pack is None or listed.pack == wishes.pack)
        and (wishes.kata is None or wishes.kata in listed.katas)
        and (wishes.topic is None or wishes.topic.casefold() in listed.topic.casefold())
        and (not wishes.misconceptions or bool({*wishes.misconceptions} & {*listed.misconceptions}))
    )


def _card(listed: Listed, cards: Mapping[CardKey, Due]) -> Due | None:
    card = cards.get((listed.pack, listed.id))
    return card if card is not None and card.rev >= listed.rev else None


def _mixed(new: Sequence[Listed], random: Random) -> list[Listed]:
    """Level by level, and within a level a question of each topic in turn."""
    found: list[Listed] = []
    for level in sorted({each.level for each in new}):
        topics: dict[str, list[Listed]] = {}
        for each in new:
            if each.level == level:
                topics.setdefault(each.topic, []).append(each)
        for questions in topics.values():
            random.shuffle(questions)
        turns = random.sample(list(topics.values()), len(topics))
        found += [q for q in chain.from_iterable(zip_longest(*turns)) if q is not None]
    return found

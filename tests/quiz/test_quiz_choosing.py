"""Which questions come now: what is due, then what is new, and nothing that is not wished for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from grader.question import Listed, QuestionType
from grader.quiz.choosing import Wishes, choose
from grader.review import CardKey, Due

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def listed(name: str, **fields: object) -> Listed:
    values = {"pack": "core", "id": name, "rev": 1, "type": QuestionType.SINGLE, "level": 1}
    return Listed(**{**values, "topic": "Joining", **fields})  # type: ignore[arg-type]


def card(due: timedelta, rev: int = 1) -> Due:
    return Due(rev, NOW + due)


def asked(
    questions: list[Listed], cards: dict[CardKey, Due] | None = None, **wishes: object
) -> list[str]:
    chosen = choose(questions, cards or {}, Wishes(**wishes), NOW, Random(1))  # type: ignore[arg-type]
    return [each.id for each in chosen.questions]


def test_what_is_due_comes_first_and_the_longest_overdue_before_the_others() -> None:
    questions = [listed(name) for name in ("new", "later", "due", "overdue")]
    cards = {
        ("core", "later"): card(timedelta(hours=1)),
        ("core", "due"): card(timedelta(0)),
        ("core", "overdue"): card(timedelta(days=-1)),
    }
    assert asked(questions, cards) == ["overdue", "due", "new"]
    assert asked(questions, cards, new=False) == ["overdue", "due"]
    assert asked(questions, cards, due=False) == ["new"]
    assert asked(questions, cards, at_most=1) == ["overdue"]


def test_nothing_due_tells_when_the_next_will_be() -> None:
    cards = {("core", "one"): card(timedelta(hours=2)), ("core", "two"): card(timedelta(hours=1))}
    chosen = choose([listed("one"), listed("two")], cards, Wishes(), NOW, Random(1))
    assert (chosen.questions, chosen.matching) == ((), 2)
    assert chosen.next_due == NOW + timedelta(hours=1)


def test_a_question_whose_meaning_changed_is_new_again() -> None:
    cards = {("core", "one"): card(timedelta(days=9))}
    assert asked([listed("one", rev=2)], cards, due=False) == ["one"]


def test_a_question_of_another_pack_with_the_same_id_is_another_question() -> None:
    cards = {("core", "one"): card(timedelta(days=9))}
    assert asked([listed("one"), listed("one", pack="mine")], cards) == ["one"]


def test_new_questions_come_easy_ones_first_and_topics_in_turn() -> None:
    questions = [
        listed(f"{topic}-{level}-{n}", topic=topic, level=level)
        for topic in ("joining", "pools")
        for level in (2, 1)
        for n in range(3)
    ]
    order = asked(questions, at_most=12)
    assert [name.split("-")[1] for name in order] == ["1"] * 6 + ["2"] * 6
    first = [name.split("-")[0] for name in order[:6]]
    assert first in (["joining", "pools"] * 3, ["pools", "joining"] * 3)


@pytest.mark.parametrize(
    ("wishes", "found"),
    [
        ({"topic": "POOL"}, ["pool"]),
        ({"kata": 6}, ["six"]),
        ({"pack": "mine"}, ["mine"]),
        ({"misconceptions": ("no-join", "other")}, ["belief"]),
        ({"free": False, "kata": 8}, []),
        ({"kata": 8}, ["free"]),
        ({"topic": "nothing"}, []),
    ],
)
def test_only_what_is_wished_for_is_asked(wishes: dict[str, object], found: list[str]) -> None:
    questions = [
        listed("pool", topic="Process pools"),
        listed("six", katas=(1, 6)),
        listed("mine", pack="mine"),
        listed("belief", misconceptions=("no-join",)),
        listed("free", type=QuestionType.FREE, katas=(8,)),
    ]
    assert asked(questions, **wishes) == found


def test_cramming_asks_whatever_is_due() -> None:
    questions = [listed(name) for name in "abcdef"]
    cards = {("core", name): card(timedelta(days=9)) for name in "abcd"}
    assert sorted(asked(questions, cards, all=True)) == list("abcdef")
    assert len(asked(questions, cards, all=True, at_most=4)) == 4

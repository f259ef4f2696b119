"""The order in which the parts of a question are shown."""

from __future__ import annotations

from collections.abc import Callable

from grader.question import (
    Choices,
    Item,
    Matching,
    Number,
    Option,
    Ordering,
    Pair,
    Question,
    Rule,
    Shown,
)
from grader.quiz.shuffle import shown

MakeQuestion = Callable[..., Question]

SEEDS = range(40)
OPTIONS = tuple(Option(name, name.upper()) for name in "abcd")


def test_a_seed_gives_the_same_order_each_time_and_others_give_others(
    make_question: MakeQuestion,
) -> None:
    question = make_question(Choices(OPTIONS, ("a",)))
    orders = [shown(question, seed).options for seed in SEEDS]
    assert orders == [shown(question, seed).options for seed in SEEDS]
    assert len(set(orders)) > 10
    assert all(sorted(order) == sorted(OPTIONS) for order in orders)


def test_two_questions_are_not_shuffled_alike_by_one_seed(make_question: MakeQuestion) -> None:
    one, two = (make_question(Choices(OPTIONS, ("a",)), id=name) for name in ("one", "two"))
    assert any(shown(one, seed) != shown(two, seed) for seed in SEEDS)


def test_a_pinned_option_keeps_its_place(make_question: MakeQuestion) -> None:
    options = (*OPTIONS[:2], Option("all", "All of them", pinned=True), OPTIONS[3])
    question = make_question(Choices(options, ("a",)))
    orders = {tuple(option.id for option in shown(question, seed).options) for seed in SEEDS}
    assert {order[2] for order in orders} == {"all"}
    assert len(orders) == 6


def test_nothing_moves_where_the_author_says_so(make_question: MakeQuestion) -> None:
    fixed = make_question(Choices(OPTIONS, ("a",)), shuffle=False)
    assert {shown(fixed, seed).options for seed in SEEDS} == {OPTIONS}


def test_items_never_stand_in_a_right_order_already(make_question: MakeQuestion) -> None:
    items = tuple(Item(name, name) for name in ("make", "start", "done"))
    body = Ordering(items, (Rule("make", "start", ""), Rule("start", "done", "")))
    for seed in SEEDS:
        order = [item.id for item in shown(make_question(body), seed).items]
        assert order != ["make", "start", "done"]
        assert sorted(order) == ["done", "make", "start"]


def test_a_right_hand_side_is_shown_once(make_question: MakeQuestion) -> None:
    pairs = tuple(Pair(name, name, right, "") for name, right in ("ax", "bx", "cy"))
    rights = shown(make_question(Matching(pairs, ("z",))), 1).rights
    assert sorted(rights) == ["x", "y", "z"]


def test_what_has_no_parts_shows_none(make_question: MakeQuestion) -> None:
    assert shown(make_question(Number(2.0)), 1) == Shown()

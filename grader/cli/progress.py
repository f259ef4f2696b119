"""``kata progress``: what is due, mastered and weak, in the quiz and the katas together."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.content.index import Index
    from grader.progress import KataProgress, KataState
    from grader.question import Listed
    from grader.quiz.progress import Known
    from grader.review import CardKey, Review
    from grader.store import Attempts, Store


@click.command("progress")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def progress(as_json: bool) -> None:
    """Show what is due, mastered and weak.

    By topic and by misconception, with the katas beside the questions.
    """
    from grader.cli.place import open_questions, open_store
    from grader.cli.screen import say, show, width
    from grader.cli.whereabouts import standing_of
    from grader.guidance import next_step
    from grader.quiz import progress as core
    from grader.render.progress import progress_json, progress_lines

    with open_store() as store, open_questions() as index:
        known = _known(store, index)
        step = next_step(standing_of(store, with_quiz=False))
        for told in (store.warning, *index.library.problems):
            if told:
                say(told, err=True)
    found = core.progress(known, datetime.now().astimezone(), step.command)
    if as_json:
        click.echo(progress_json(found))
    else:
        show(progress_lines(found, width()))


def _known(store: Store, index: Index) -> Known:
    from grader.progress import Flagged
    from grader.quiz.progress import Known
    from grader.quiz.scheduling import RULE

    listed, reviews = index.listed(), store.reviews()
    return Known(
        listed=listed,
        packs={pack.id for pack in index.library.packs},
        misconceptions=index.misconceptions(),
        katas=_katas(store),
        reviews=reviews,
        cards=store.cards(RULE),
        chosen=_chosen(reviews, listed, index),
        flagged=[Flagged(each.pack, each.question, each.reason) for each in store.flags()[::-1]],
    )


def _chosen(
    reviews: Sequence[Review], listed: Sequence[Listed], index: Index
) -> dict[CardKey, tuple[str, ...]]:
    from grader.quiz.beliefs import chosen_beliefs, last_answers

    return {
        key: chosen_beliefs(index.question(*key), review)
        for key, review in last_answers(reviews, listed).items()
        if not review.right
    }


def _katas(store: Store) -> list[KataProgress]:
    from grader.content.builtin import content_root
    from grader.content.katas import list_katas
    from grader.progress import KataProgress
    from grader.quiz.beliefs import standing_beliefs

    attempts, given_up, begun = store.attempts_by_kata(), store.given_up(), store.started()
    return [
        KataProgress(
            kata.number,
            kata.name,
            kata.title,
            _state(kata.name in given_up, kata.name in begun, attempts.get(kata.name)),
            attempts[kata.name].attempts if kata.name in attempts else 0,
            standing_beliefs(grading.report for grading in store.gradings(kata.name)),
        )
        for kata in list_katas(content_root())
    ]


def _state(given_up: bool, begun: bool, attempts: Attempts | None) -> KataState:
    from grader.progress import KataState

    if attempts is not None and attempts.passed:
        return KataState.PASSED
    if given_up:
        return KataState.GIVEN_UP
    if attempts is not None:
        return KataState.TRIED
    return KataState.BEGUN if begun else KataState.NEW

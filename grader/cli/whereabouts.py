"""Where the learner stands, from what is remembered and what there is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.guidance import Standing
    from grader.models import Kata
    from grader.render.kata_list import Row
    from grader.store import Attempts, Store


def standing_of(store: Store, *, with_quiz: bool = True) -> Standing:
    """Return where the learner stands; without the quiz its questions count as not due."""
    from grader.content.builtin import content_root
    from grader.content.katas import kata_names
    from grader.guidance import Standing

    attempts = store.attempts_by_kata()
    return Standing(
        katas=kata_names(content_root()),
        passed={name for name, tried in attempts.items() if tried.passed},
        begun={*attempts, *store.started()},
        latest=store.last_worked_on(),
        due=_due(store) if with_quiz else 0,
    )


def _due(store: Store) -> int:
    """Return how many questions that still exist are due."""
    from grader.quiz.scheduling import RULE

    now = datetime.now(UTC)
    dates = {key: due for key, due in store.due_times(RULE).items() if due.due <= now}
    if not dates:
        return 0
    from grader.cli.place import open_questions

    with open_questions() as index:
        known = {(each.pack, each.id): each.rev for each in index.listed()}
    return sum(known.get(key) == due.rev for key, due in dates.items())


def kata_rows(store: Store) -> list[Row]:
    """Return every kata, those of packs too, with what is remembered of it."""
    from grader.cli.katas import pack_katas
    from grader.content.builtin import content_root
    from grader.content.katas import list_katas

    katas = [*list_katas(content_root()), *pack_katas()]
    attempts, begun = store.attempts_by_kata(), store.started()
    hints, seen = store.hints_shown(), store.given_up()
    return [_row(kata, attempts.get(kata.name), kata.name in begun, hints, seen) for kata in katas]


def _row(
    kata: Kata, tried: Attempts | None, begun: bool, hints: dict[str, int], seen: set[str]
) -> Row:
    from grader.render.kata_list import Row

    return Row(
        number=kata.number,
        name=kata.name,
        title=kata.title,
        summary=kata.summary,
        level=kata.level,
        skills=kata.skills,
        begun=begun,
        attempts=tried.attempts if tried is not None else 0,
        best=tried.best.value if tried is not None else None,
        passed=tried is not None and tried.passed,
        hints=hints.get(kata.name, 0),
        hints_in_all=len(kata.hints),
        solution_seen=kata.name in seen,
    )

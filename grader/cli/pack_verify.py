"""What ``kata pack check`` does with the questions' programs: run them, and tell what came."""

from __future__ import annotations

import difflib
import os
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.checking.verifying import NotRun, Verified
    from grader.content.packs import Placed
    from grader.errors import Problem
    from grader.observe.interpreters import Interpreter
    from grader.question import Question
    from grader.render.proof import Programs

_AT_ONCE = 2
"""Programs run at the same time on each CPU: many sleep, and a hanging one does nothing else."""


class Verification(NamedTuple):
    """What came of running the programs of a pack's questions."""

    problems: list[Problem]
    programs: Programs


def chosen(placed: Sequence[Placed], only: Sequence[str]) -> list[Placed]:
    """Return the questions that have code, of these ids where some are named.

    ``placed`` are those in which nothing is wrong: no other can be run.
    """
    with_code = {each.question.id: each for each in placed if each.question.code is not None}
    for name in only:
        if name not in with_code:
            raise UserError(_cannot_run(name, [each.question.id for each in placed]))
    return [each for name, each in with_code.items() if not only or name in only]


def _cannot_run(name: str, known: Sequence[str]) -> str:
    if name in known:
        advice = "To check everything else in its pack, leave out --question."
        return f'The question "{name}" has no code, so nothing was run. {advice}'
    near = difflib.get_close_matches(name, known, n=1)
    advice = f'Did you mean "{near[0]}"?' if near else "Its id stands in the pack's file."
    return f'There is no question "{name}" here, or something is wrong with it. {advice}'


def verify_questions(placed: Sequence[Placed], *, quick: bool, jobs: int) -> Verification:
    """Run the programs of these questions, on one Python only where it is to be quick."""
    from grader.checking.verifying import one_of, verify_alone
    from grader.cli.screen import progress
    from grader.observe.interpreters import interpreters, running_interpreter
    from grader.observe.workers import spread
    from grader.render.proof import Programs

    if not placed:
        return Verification([], Programs())
    pythons = interpreters(os.environ)
    here = running_interpreter()
    todo = [
        (each.question, one_of(each.question.premise, pythons, here) if quick else pythons)
        for each in placed
    ]
    came: list[tuple[Placed, Verified]] = []
    with progress("Running", len(todo), str) as bar:
        for position, verified in spread(verify_alone, todo, _AT_ONCE * jobs):
            came.append((placed[position], verified))
            bar.update(1, placed[position].question.id)
    return Verification(_problems(came), _programs(came, pythons))


def _problems(came: Sequence[tuple[Placed, Verified]]) -> list[Problem]:
    return [
        placed.problem(told.where, told.message)
        for placed, verified in came
        for told in verified.contradictions
    ]


def _programs(came: Sequence[tuple[Placed, Verified]], pythons: Sequence[Interpreter]) -> Programs:
    from grader.render.proof import Programs

    used = {name for _, verified in came for name in verified.pythons}
    return Programs(
        sum(verified.not_run is None for _, verified in came),
        tuple(python.name for python in pythons if python.name in used),
        tuple(
            (placed.question.id, reason(placed.question, verified.not_run))
            for placed, verified in sorted(came, key=lambda each: each[0].question.id)
            if verified.not_run is not None
        ),
    )


def reason(question: Question, not_run: NotRun) -> str:
    """Return in words why the program of a question was not run, or why its runs do not tell."""
    from grader.checking.verifying import NotRun
    from grader.render.question import premise_text

    if not_run is NotRun.UNVERIFIED and question.experiment is not None:
        return str(question.experiment.unverified)
    if not_run is NotRun.ELSEWHERE:
        methods = question.experiment.start_methods if question.experiment is not None else ()
        about = premise_text(question.premise) or f"start method {' or '.join(methods)}"
        return f"no Python here is what it is about: {about}"
    if not_run is NotRun.TOO_OFTEN:
        return "it asks for too many runs"
    return "the machine was too busy; try again"

"""``kata demo``: see the reference program run, without its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.completing import KATA

if TYPE_CHECKING:
    from grader.models import Kata
    from grader.observe.observation import Observation


@click.command("demo")
@click.argument("kata", type=KATA)
def demo(kata: str) -> int:
    """Run a kata's solution: its output and what its threads did.

    The code stays hidden; to see it after you have passed: kata solution N.
    """
    from grader.cli.katas import find
    from grader.cli.screen import show, width
    from grader.cli.status import working
    from grader.render.lines import BLANK, Span, line, printable, wrapped
    from grader.render.story import story_lines

    found = find(kata)
    with working(f"Running the solution of kata {found.number} …"):
        seen = _observed(found)
    columns = width()
    show(wrapped(f"Kata {found.number}: {found.title}. Its solution, run.", columns, role="strong"))
    show([BLANK, line("It printed:")])
    show([line(f"    {printable(text)}") for text in seen.output.splitlines() or ["(nothing)"]])
    show([BLANK, line("What its threads and processes did, by the millisecond:")])
    show(story_lines(seen.trace, columns))
    show([BLANK, (Span("Next: "), Span(_next(found), "command"))])
    return 0


def _next(kata: Kata) -> str:
    """Return what to type after it: to begin it, to go on with it, or what comes after a pass."""
    from grader.cli.place import open_store
    from grader.cli.whereabouts import standing_of
    from grader.guidance import next_step

    with open_store() as store:
        standing = standing_of(store, with_quiz=False)
    if kata.name in standing.passed:
        return next_step(standing).command
    return f"kata {'grade' if kata.name in standing.begun else 'start'} {kata.number}"


def _observed(kata: Kata) -> Observation:
    from grader.observe.observer import Observer
    from grader.observe.request import Job, Request

    with Observer(kata.folder / "solution.py", kata.name) as observer:
        return observer.observe(Request(job=Job.SCRIPT), kata.limits)

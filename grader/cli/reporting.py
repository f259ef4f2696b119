"""A report after grading: remembered, shown, with what to revise and what to type next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.models import Kata, Report
    from grader.render.closing import Next
    from grader.store import Store

STATUS = {"pass": 0, "inconclusive": 3}
"""Exit statuses by verdict; any other verdict gives 1."""
_MOST_BELIEFS = 2
"""On how many of the beliefs that failed checks name the quiz is offered."""


def remember(store: Store, report: Report) -> str | None:
    """Keep the report; what stands in the way is told after it, and does not cost it."""
    from grader.errors import UserError
    from grader.render.document import report_json

    try:
        file = str(Path(report.file).resolve())
        kept = report_json(report._replace(trace=None))
        store.record_grading(report.kata, file, report.verdict, kept)
    except UserError as error:
        return error.message
    return store.warning


def show_report(report: Report, kata: Kata, file: Path, following: Next) -> None:
    """Print a report on this file, and what to do next."""
    from grader.cli.screen import glyphs, plain, show, width
    from grader.render.plain_report import plain_report_lines
    from grader.render.report import report_lines

    source = file.read_bytes().decode("utf-8", "replace").splitlines()
    told = (report, kata.title, source, following, width())
    show(plain_report_lines(*told) if plain() else report_lines(*told, glyphs()))


def revision(report: Report) -> tuple[int, str]:
    """Return how many questions are on the first beliefs that failed checks name, and the command.

    Without such a question the command is "".
    """
    import shlex

    from grader.cli.place import open_questions

    named = [check.misconception for check in report.checks if check.misconception is not None]
    if report.verdict == "pass" or not named:
        return 0, ""
    with open_questions() as index:
        found = {
            belief: {each.id for each in index.listed(misconception=belief)}
            for belief in dict.fromkeys(named)
        }
    asked = [belief for belief, ids in found.items() if ids][:_MOST_BELIEFS]
    options = [word for belief in asked for word in ("--misconception", belief)]
    questions = set[str]().union(*(found[belief] for belief in asked))
    return len(questions), shlex.join(["kata", "quiz", *options]) if asked else ""

"""A report after grading: remembered, shown, with what to revise and what to type next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.models import Kata, Report
    from grader.render.report import Revision
    from grader.store import Store

STATUS = {"pass": 0, "inconclusive": 3}
"""Exit statuses by verdict; any other verdict gives 1."""
_MOST_QUESTIONS = 4
"""How many questions of the quiz a report names."""
_MOST_BELIEFS = 2
"""On how many of the beliefs that failed checks name."""


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


def show_report(report: Report, kata: Kata, file: Path, next_step: str) -> None:
    """Print a report on this file, and what to type next."""
    from grader.cli.screen import glyphs, plain, show, width
    from grader.render.plain_report import plain_report_lines
    from grader.render.report import report_lines

    source = file.read_bytes().decode("utf-8", "replace").splitlines()
    told = (report, kata.title, source, next_step, width(), revision(report))
    show(plain_report_lines(*told) if plain() else report_lines(*told, glyphs()))


def revision(report: Report) -> Revision | None:
    """Return the questions on the first beliefs that failed checks name, if there are any."""
    import shlex

    from grader.cli.place import open_questions
    from grader.render.report import Revision

    named = [check.misconception for check in report.checks if check.misconception is not None]
    if report.verdict == "pass" or not named:
        return None
    with open_questions() as index:
        found = {
            belief: [each.id for each in index.listed(misconception=belief)]
            for belief in dict.fromkeys(named)
        }
    asked = [(belief, ids) for belief, ids in found.items() if ids][:_MOST_BELIEFS]
    if not asked:
        return None
    most = _MOST_QUESTIONS // len(asked)
    questions = dict.fromkeys(each for _, ids in asked for each in ids[:most])
    options = [word for belief, _ in asked for word in ("--misconception", belief)]
    return Revision([*questions], shlex.join(["kata", "quiz", *options]))

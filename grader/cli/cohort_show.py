"""``kata cohort show``: how a class stands, or one learner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.cohort_options import FOLDER, OUT
from grader.errors import UserError

if TYPE_CHECKING:
    from grader.cohort.database import CohortDatabase


@click.command("show")
@FOLDER
@click.argument("learner", required=False)
@OUT
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def show(folder: str, learner: str | None, out: str | None, as_json: bool) -> int:
    """Show how a class stands, or one learner's reports.

    FOLDER is the class's folder, or that of its results.
    """
    from pathlib import Path

    from grader.cli.cohort_places import Place

    with Place.of(Path(folder), out).existing_database() as database:
        if learner is not None:
            show_learner(database, learner, as_json)
        elif as_json:
            click.echo(_class_json(database))
        else:
            show_class(database)
    return 0


def show_class(database: CohortDatabase) -> None:
    """Print how many are where in each kata, the checks most failed, and who is not as expected."""
    from grader.cli.screen import show as show_lines
    from grader.cli.screen import width
    from grader.cohort.summary import summary_of
    from grader.render.cohort_lines import class_lines

    summary = summary_of(database.rows())
    submitted = {row.learner for row in database.rows()}
    silent = [each.id for each in database.learners() if each.id not in submitted]
    katas = [
        (name, dict(kata.statuses), [(c.title, c.passed, c.of) for c in kata.checks.values()])
        for name, kata in sorted(summary.katas.items())
    ]
    show_lines(class_lines(katas, silent, database.strangers(), database.alike(), width()))


def show_learner(database: CohortDatabase, learner: str, as_json: bool) -> None:
    """Print one learner's reports; a `UserError` where there is no such learner."""
    from grader.cli.screen import show as show_lines
    from grader.cli.screen import width
    from grader.cohort.records import as_text
    from grader.render.cohort_lines import learner_lines
    from grader.render.document import report_of

    learner, known = as_text(learner), [each.id for each in database.learners()]
    if learner not in known:
        raise UserError(no_learner(learner, known))
    rows = list(database.rows(learner))
    if as_json:
        import json

        documents = [row.document for row in rows if row.document is not None]
        click.echo(json.dumps(documents, indent=2, ensure_ascii=True))
        return
    reports = [report_of(row.document) for row in rows if row.document is not None]
    show_lines(learner_lines(learner, reports, width()))


def no_learner(asked: str, known: list[str]) -> str:
    """Return that nobody is called so, and who may be meant."""
    import difflib

    near = difflib.get_close_matches(asked, known, n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    return f"There is no learner {asked} in it.{meant} To see all: kata cohort show FOLDER --json"


def _class_json(database: CohortDatabase) -> str:
    import json

    rows = [
        {"learner": row.learner, "kata": row.kata, "status": row.status, "score": row.score}
        for row in database.rows()
    ]
    learners = [each._asdict() for each in database.learners()]
    return json.dumps({"schema": 1, "learners": learners, "submissions": rows}, indent=2)

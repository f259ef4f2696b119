"""``kata cohort regrade``: grade again what one would like to be looked at anew."""

from __future__ import annotations

import click

from grader.cli.cohort_options import FOLDER, OUT, working
from grader.cli.completing import KATA
from grader.errors import UserError, counted


@click.command("regrade")
@FOLDER
@click.option("--check", metavar="ID", help="Only katas that have this check.")
@click.option("--kata", "named", type=KATA, metavar="KATA", help="Only this kata.")
@click.option("--learner", metavar="LEARNER", help="Only this learner's.")
@click.option("--verdict", metavar="VERDICT", help="Only where it, or the check, ended so.")
@OUT
@working
def regrade(
    folder: str,
    check: str | None,
    named: str | None,
    learner: str | None,
    verdict: str | None,
    out: str | None,
    sandbox: str,
    jobs: int | None,
    scheduler: str | None,
) -> int:
    """Grade again what one would like to have looked at anew.

    Such as after a check was mended, or what was inconclusive.

    Results stay until the new ones are there. Name at least one of the options that say which.
    """
    from pathlib import Path

    from grader.cli.cohort_places import Place
    from grader.cli.cohort_run import How, finish, grade_again
    from grader.cli.katas import find
    from grader.cohort.records import as_text

    if not (check or named or learner or verdict):
        raise click.UsageError("Say what to grade again: --check ID, --kata, --learner, --verdict.")
    place = Place.of(Path(folder), out)
    how = How(sandbox, jobs, scheduler).checked()
    kata = find(named).name if named is not None else None
    learner = as_text(learner) if learner is not None else None
    place.existing_database().close()
    with place.locked(), place.database() as database, place.unpacked() as unpacked:
        chosen = list(database.chosen(check=check, kata=kata, learner=learner, verdict=verdict))
        if not chosen:
            raise UserError(_none(learner, [each.id for each in database.learners()]))
        grade_again(place, database, how, chosen, unpacked)
        finish(place, database, [])
    click.echo(f"Graded again: {counted(len(chosen), 'submission')}.")
    return 0


def _none(learner: str | None, known: list[str]) -> str:
    from grader.cli.cohort_show import no_learner

    if learner is not None and learner not in known:
        return no_learner(learner, known)
    return "Nothing that was graded is like that. See: kata cohort show FOLDER"

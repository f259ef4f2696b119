"""``kata cohort grade``: all that a class has handed in."""

from __future__ import annotations

import click

from grader.cli.cohort_options import FOLDER, OUT, working
from grader.cli.completing import KATA


@click.command("grade")
@FOLDER
@click.option("--kata", "named", type=KATA, metavar="KATA", help="The kata that all files are for.")
@click.option(
    "--assigned",
    metavar="KATAS",
    help="The katas that count, such as 1,6,7; without it, all that somebody has handed in.",
)
@click.option("--roster", metavar="FILE", help="Who is in the class: CSV with a column learner.")
@OUT
@working
def grade(
    folder: str,
    named: str | None,
    assigned: str | None,
    roster: str | None,
    out: str | None,
    sandbox: str,
    jobs: int | None,
    scheduler: str | None,
) -> int:
    """Grade what a class has handed in, and write the gradebook.

    FOLDER has a folder or zip for each learner, with any number of katas in it; or one kata's
    files. What is graded already, and has not changed, is not graded again: a run that was
    stopped goes on where it was.
    """
    from pathlib import Path

    from grader.cli.cohort_places import Place
    from grader.cli.cohort_run import How, finish, grade_open, take_stock
    from grader.cli.katas import find
    from grader.cohort.roster import read_roster

    asked = [each.strip() for each in (assigned or "").split(",") if each.strip()]
    katas = [find(each).name for each in asked]
    place = Place.of(Path(folder), out)
    how = How(sandbox, jobs, scheduler).checked()
    with place.locked(), place.database() as database, place.unpacked() as unpacked:
        learners = {} if roster is None else read_roster(Path(roster))
        stock = take_stock(place, database, named, learners, unpacked, katas)
        grade_open(stock, database, how)
        finish(place, database, stock.left_out)
    return 0

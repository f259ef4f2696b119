"""``kata solution``: the reference program, for those who have passed or give up."""

from __future__ import annotations

import click

from grader.cli.completing import KATA
from grader.errors import UserError


@click.command("solution")
@click.argument("kata", type=KATA)
@click.option("--give-up", is_flag=True, help="Show it although the kata is not passed yet.")
def solution(kata: str, give_up: bool) -> None:
    """Show a kata's solution, once you have passed it.

    With --give-up it is shown before that, and `kata list` remembers it.
    """
    from grader.cli.katas import find
    from grader.cli.place import open_store

    found = find(kata)
    with open_store() as store:
        tried = store.attempts_by_kata().get(found.name)
        passed = tried is not None and tried.passed
        if not passed and not give_up:
            raise UserError(
                f"Kata {found.number} is not passed yet. To see what its solution does, without "
                f"the code: kata demo {found.number}. To see the code all the same: "
                f"kata solution {found.number} --give-up"
            )
        click.echo((found.folder / "solution.py").read_text("utf-8"), nl=False)
        store.record_solution(found.name, gave_up=not passed)
        if store.warning is not None:
            click.echo(store.warning, err=True)

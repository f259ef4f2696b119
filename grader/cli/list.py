"""``kata list``: the katas, and how far the learner is with each."""

from __future__ import annotations

import click

from grader.cli.completing import KATA


@click.command("list")
@click.argument("kata", required=False, type=KATA)
@click.option("--todo", is_flag=True, help="Only those that are not passed yet.")
@click.option("--passed", is_flag=True, help="Only those that are passed.")
@click.option("--level", type=click.IntRange(1, 5), metavar="N", help="Only those of this level.")
@click.option("--skill", metavar="TEXT", help="Only those that practise it, such as join.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list(  # noqa: A001 - the command's own name
    kata: str | None,
    todo: bool,
    passed: bool,
    level: int | None,
    skill: str | None,
    as_json: bool,
) -> None:
    """Show the katas and how you stand.

    With a kata, show its task again.
    """
    if kata is not None:
        if as_json:
            raise click.UsageError("--json is for the list of katas: leave the kata out.")
        return _show_task(kata)
    if todo and passed:
        raise click.UsageError("--todo and --passed leave nothing over. Choose one.")
    from grader.cli.place import open_store
    from grader.cli.screen import show, width
    from grader.cli.whereabouts import kata_rows, standing_of
    from grader.guidance import next_step
    from grader.render.kata_list import Filter, rows_json, rows_lines

    with open_store() as store:
        rows, standing = kata_rows(store), standing_of(store, with_quiz=False)
        if store.warning is not None:
            click.echo(store.warning, err=True)
    wanted = Filter(passed if passed or todo else None, level, skill)
    kept = [row for row in rows if wanted.keeps(row)]
    if as_json:
        return click.echo(rows_json(kept))
    return show(rows_lines(kept, next_step(standing), width()))


def _show_task(asked: str) -> None:
    from grader.cli.katas import find
    from grader.cli.screen import show, width
    from grader.render.brief import brief_lines

    folder = find(asked).folder
    show(brief_lines((folder / "brief.md").read_text("utf-8"), width()))

"""``kata pack remove``: take an installed pack away."""

from __future__ import annotations

import shlex

import click

from grader.errors import UserError


@click.command("remove")
@click.argument("pack", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(pack: str, yes: bool) -> None:
    """Take an installed pack away.

    Your progress with its questions is kept, and is there again when the pack is.
    """
    from grader.cli.packing import data_folder, installed
    from grader.cli.screen import say
    from grader.cli.trusting import on_terminal
    from grader.content.installing import remove as take_away
    from grader.content.registry import read_registry

    installed(pack, "remove", "uninstall")
    data = data_folder()
    if not yes and not on_terminal():
        raise UserError(
            f'Nobody can be asked here whether to remove "{pack}". '
            f"If you mean it, type: kata pack remove {pack} --yes"
        )
    if not yes and not click.confirm(f'Remove "{pack}"? Your progress is kept.', default=False):
        click.echo("It was not removed.")
        return
    source = read_registry(data).sources.get(pack, "FOLDER")
    take_away(pack, data)
    say(f"Removed {pack}. Your progress is kept, and is there again when you add the pack:")
    say(f"  kata pack add {shlex.quote(source)}")

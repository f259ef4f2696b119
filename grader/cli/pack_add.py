"""``kata pack add``: install a pack from a folder, a zip or a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.errors import UserError

if TYPE_CHECKING:
    from grader.content.installing import Staged


@click.command("add")
@click.argument(
    "source", metavar="FOLDER|ZIP|WHEEL", type=click.Path(path_type=Path, readable=False)
)
@click.option("--trust", is_flag=True, help="Trust the code in it: do not ask.")
def add(source: Path, trust: bool) -> None:
    """Install a pack, so that kata quiz asks its questions.

    It is checked first, without running anything in it. A pack that holds code is installed when
    you trust it. Its files are copied: what you change later comes with kata pack update.
    """
    from grader.cli.packing import data_folder, holdings, refuse_file, refuse_shared_numbers
    from grader.cli.screen import say
    from grader.cli.trusting import agree_to_install
    from grader.content import installing

    refuse_file(source, "pack", "add")
    data = data_folder()
    installing.put_right(data)
    with installing.staged(source) as new:
        _refuse_taken(new, data)
        refuse_shared_numbers(new, "It was not added.")
        agree_to_install(new, trust, "It was not added.", "pack", "add", source)
        installing.install(new, data)
        pack = new.pack
        say(f"Added {pack.title} ({pack.id}): {holdings(len(pack.questions), len(new.katas))}.")
        if pack.questions:
            click.echo(f"To be asked its questions, type:\n  kata quiz --pack {pack.id}")
        if new.katas:
            number = new.katas[0].name.partition("_")[0]
            click.echo(f"To begin its first kata, type:\n  kata start {number}")


def _refuse_taken(new: Staged, data: Path) -> None:
    """Raise where a pack of this id is here already."""
    from grader.content.installing import already_installed
    from grader.content.library import Origin, library

    name, source = new.pack.id, new.source
    there = next((each for each in library(data).packs if each.id == name), None)
    if there is None:
        return
    if there.origin is Origin.INSTALLED:
        raise already_installed(name, source)
    if there.origin is Origin.BUILT_IN:
        raise UserError(
            f'"{name}" is the id of the pack that comes with kata. '
            f"Give the one in {source} another: id, in its pack.yaml."
        )
    raise UserError(
        f'A pack "{name}" is here already, installed by pip. To bring it up to date, type: '
        f"pip install --upgrade {there.distribution}"
    )

"""``kata pack update``: put a new version into the place of an installed pack."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.errors import UserError

if TYPE_CHECKING:
    from grader.content.changes import Changes
    from grader.content.installing import Staged


@click.command("update")
@click.argument("pack", metavar="ID")
@click.argument(
    "source",
    metavar="[FOLDER|ZIP|WHEEL]",
    required=False,
    type=click.Path(path_type=Path, readable=False),
)
@click.option("--force", is_flag=True, help="Also where an answer changed and its rev did not.")
@click.option("--trust", is_flag=True, help="Trust the code in it: do not ask.")
def update(pack: str, source: Path | None, force: bool, trust: bool) -> None:
    """Bring an installed pack up to date.

    Without a folder, zip or wheel, from where it was added. Your progress is kept. A question
    whose answer changed must have a new rev, so that answers to the old one do not count for the
    new one.
    """
    from grader.cli.packing import data_folder, installed, refuse_shared_numbers
    from grader.cli.screen import say
    from grader.cli.trusting import agree_to_install
    from grader.content import installing

    place, data = installed(pack, "update", "install --upgrade"), data_folder()
    with installing.staged(source or _source(pack, data)) as new:
        if new.pack.id != pack:
            raise UserError(
                f'{new.source} holds the pack "{new.pack.id}", not "{pack}". '
                f"To add it beside, type: kata pack add {new.source}"
            )
        if _same(new, place):
            say(f"{pack} is up to date: nothing has changed in {new.source}.")
            return
        refuse_shared_numbers(new, "It was not updated.")
        changes = _changes(new, place)
        words = ["pack", "update", pack, *([str(source)] if source else [])]
        if not force:
            _refuse_unrevised(new, changes, shlex.join(["kata", *words, "--force"]))
        words += ["--force"] * force
        agree_to_install(new, trust, "It was not updated.", *words)
        installing.replace(new, data)
        say(f"Updated {new.pack.title} ({pack}). Your progress is kept.")
        _tell(changes)


def _source(pack: str, data: Path) -> Path:
    """Return where the pack was added from."""
    from grader.content.registry import read_registry

    source = read_registry(data).sources.get(pack)
    if source is None:
        raise UserError(
            f'It is not known any more where "{pack}" was added from. '
            f"Name it: kata pack update {pack} FOLDER"
        )
    return Path(source)


def _same(new: Staged, place: Path) -> bool:
    from grader.content.folders import open_pack
    from grader.content.packfiles import digest, pack_files

    try:
        return digest(pack_files(open_pack(place))) == new.digest
    except UserError:  # what is installed is damaged, and about to be put right
        return False


def _changes(new: Staged, place: Path) -> Changes:
    from grader.content.changes import compare
    from grader.content.packs import known_misconceptions, read_pack

    installed = read_pack(place, known_misconceptions(place))
    return compare(installed.placed, new.contents.placed)


def _refuse_unrevised(new: Staged, changes: Changes, command: str) -> None:
    """Raise where an answer changed without its rev; ``command`` updates all the same."""
    if changes.unrevised:
        problems = "\n".join(str(new.told(problem)) for problem in sorted(changes.unrevised))
        raise UserError(
            f"{problems}\n"
            "It was not updated: as it is, what learners answered before would count for another "
            f"question. To update all the same: {command}"
        )


def _tell(changes: Changes) -> None:
    """Say which questions came, changed and went."""
    from grader.cli.screen import say

    told = {"added": changes.added, "changed": changes.changed, "removed": changes.removed}
    for what, names in told.items():
        if names:
            click.echo(f"  {what}: {', '.join(names)}")
    if not any(told.values()):
        click.echo("  Its questions are the same.")
    if changes.added and changes.removed:
        say(_renamed(changes))


def _renamed(changes: Changes) -> str:
    """Return what to do where a question that came is one that went, under another id."""
    new, old = "one that was added", "one that was removed"
    if len(changes.added) == len(changes.removed) == 1:
        new, old = changes.added[0], changes.removed[0]
    return f"If {new} is {old} under a new name, keep the old id: its history stays with the id."

"""``kata pack new``: a pack to begin with."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click

from grader.errors import UserError


@click.command("new")
@click.argument("name")
@click.option("--kata", is_flag=True, help="Put a small kata into it as well.")
def new(name: str, kata: bool) -> None:
    """Begin a pack, with one question of each type.

    It is made in a new folder, whose name is the pack's id. It works as it is; put your own
    questions in the place of those.
    """
    from grader.cli.packing import data_folder, free_kata_number
    from grader.cli.screen import say
    from grader.content.template import new_pack
    from grader.content.trust import mark_as_authored

    folder = Path(name)
    _refuse_bad_id(folder)
    try:
        new_pack(folder, folder.name, kata=free_kata_number() if kata else None)
    except FileExistsError:
        raise UserError(
            f"There is a {folder} already, and nothing was written. Choose another name; "
            f"or look at what is there: {_command('check', folder)}"
        ) from None
    mark_as_authored(folder, data_folder())
    say(f"Wrote {folder}: ten questions, one of each type{', and a kata' if kata else ''}.")
    say("Change them to your own in any editor, and as often as you like, type:")
    click.echo(f"  {_command('check', folder)}")
    say("To be asked them, type:")
    click.echo(f"  {_command('add', folder)}")


def _refuse_bad_id(folder: Path) -> None:
    """Raise where the folder's name can be no pack's id, with one that can."""
    from grader.content.builtin import content_root
    from grader.content.library import read_head
    from grader.content.schema import KEBAB, LONGEST_ID

    name = folder.name
    if len(name) > LONGEST_ID:
        raise UserError(
            f"The name is too long: at most {LONGEST_ID} letters, as in joining-threads."
        )
    if not re.fullmatch(KEBAB, name):
        near = "-".join(re.findall("[a-z0-9]+", name.lower())) or "my-pack"
        raise UserError(
            f'"{name}" can be no pack\'s id, which has small letters, digits and hyphens. '
            f"Did you mean {near}? Type: {_command('new', folder.with_name(near))}"
            if name
            else "A pack needs a name. Type, for example: kata pack new my-pack"
        )
    if name == read_head(content_root() / "questions").id:
        raise UserError(
            f'"{name}" is the id of the pack that comes with kata. '
            f"Choose another, for example: {_command('new', folder.with_name(f'my-{name}'))}"
        )


def _command(word: str, folder: Path) -> str:
    return shlex.join(["kata", "pack", word, str(folder)])

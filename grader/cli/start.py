"""``kata start``: a kata's starter and brief."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.completing import KATA
from grader.errors import UserError

if TYPE_CHECKING:
    from grader.models import Kata


@click.command("start")
@click.argument("kata", type=KATA, required=False)
def start(kata: str | None) -> None:
    """Begin a kata: its starter is copied here."""
    if kata is None:
        raise click.UsageError(f"Which kata? To see all: kata list\n{_what_comes_next()}")
    from grader.cli.katas import find
    from grader.cli.place import file_of, open_store
    from grader.cli.screen import say, show, width
    from grader.render.brief import brief_lines

    found = find(kata)
    file = file_of(found)
    write_new(file, found)
    show(brief_lines((found.folder / "brief.md").read_text("utf-8"), width()))
    say(f"\nWrote {file}. Open it in your editor, fill it in, and then type:\n  kata grade")
    with open_store() as store:
        store.record_start(found.name, file.resolve())
        if store.warning is not None:
            click.echo(store.warning, err=True)


def _what_comes_next() -> str:
    from grader.cli.place import open_store
    from grader.cli.whereabouts import standing_of
    from grader.guidance import next_step

    with open_store() as store:
        step = next_step(standing_of(store, with_quiz=False))
    return f"{step.why} Next: {step.command}"


def write_new(file: Path, kata: Kata) -> None:
    """Write the starter to a file that must not be there yet."""
    from grader.cli.saving import save_new

    starter = (kata.folder / "starter.py").read_bytes()
    try:
        save_new(file, starter)
    except FileExistsError:
        raise UserError(
            f"{file} is here already, and stays as it is. To read the task: kata list "
            f"{kata.number}. To grade it: kata grade {kata.number}. To begin again, with a backup "
            f"of it: kata reset {kata.number}"
        ) from None
    except OSError as error:
        raise UserError(
            f"{file} cannot be written here: {error.strerror}. "
            "Go to a folder of your own: mkdir katas && cd katas"
        ) from None

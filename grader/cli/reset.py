"""``kata reset``: begin a kata again, with a backup of what was written."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from grader.cli.completing import KATA
from grader.errors import UserError


@click.command("reset")
@click.argument("kata", type=KATA)
def reset(kata: str) -> None:
    """Begin a kata again; your file is backed up."""
    from grader.cli.katas import find
    from grader.cli.place import checked, file_of, open_store
    from grader.cli.saving import save
    from grader.cli.screen import say

    with open_store() as store:
        found = find(kata)
        file = file_of(found)
        if not file.is_file():
            raise UserError(_not_here(file, found.number, store.started_file(found.name)))
        checked(file)
        starter = (found.folder / "starter.py").read_bytes()
        if file.read_bytes() == starter:
            raise UserError(
                f"{file} is the starter already. To grade it: kata grade {found.number}"
            )
        backup = back_up(file, datetime.now().astimezone())
        save(file, starter)
        say(f"Wrote {file} anew. What you had is in {backup}.")
        click.echo(f"Fill it in, and then type:\n  kata grade {found.number}")
        store.record_start(found.name, file.resolve())
        if store.warning is not None:
            click.echo(store.warning, err=True)


def _not_here(file: Path, number: int, started: Path | None) -> str:
    message = f"There is no file {file} in this folder. To begin it: kata start {number}"
    if started is not None and started.exists():
        message += f". You began it in {started.parent}: go there to reset it"
    return message


def back_up(file: Path, now: datetime) -> Path:
    """Copy a file to a name beside it that is not taken; return the name."""
    from grader.cli.saving import save_new

    data = file.read_bytes()
    for number in range(1000):
        again = f"-{number}" if number else ""
        backup = file.with_name(f"{file.name}.{now:%Y%m%d-%H%M%S}{again}.bak")
        try:
            save_new(backup, data)
        except FileExistsError:
            continue
        except OSError as error:
            raise UserError(
                f"{backup} cannot be written: {error.strerror}. Nothing was changed. "
                "Make room or give yourself the right to write here, and type it again."
            ) from None
        return backup
    raise UserError(f"There are a thousand backups of {file} from this second. Try again.")

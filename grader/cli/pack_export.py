"""``kata pack export``: a pack's questions for Anki, for Moodle, or as JSON."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.errors import UserError, printable

if TYPE_CHECKING:
    from grader.exchange.losses import Written
    from grader.models import Pack

FORMS = ("anki", "apkg", "gift", "json")
_IMPORT = {
    "anki": "To import it in Anki: File > Import",
    "apkg": "To import it in Anki: File > Import",
    "gift": "To import it in Moodle: Question bank > Import > GIFT format",
}


@click.command("export")
@click.argument("pack", metavar="PACK|FOLDER")
@click.option(
    "--to", "form", type=click.Choice(FORMS), required=True,
    help="Anki's text format, an Anki package, Moodle's GIFT, or JSON.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE",
    help="The file to write; without it, a text is printed.",
)  # fmt: skip
def export(pack: str, form: str, out: Path | None) -> None:
    """Give the questions of a pack to another program.

    What that program cannot hold is told on standard error. Notes that were exported to Anki
    before are updated there, and keep their schedule.
    """
    from grader.cli.pack_reading import find_pack
    from grader.cli.screen import say
    from grader.content.packs import known_misconceptions, load_pack
    from grader.errors import counted

    found = find_pack(pack)
    loaded = load_pack(found.folder, known_misconceptions(found.folder))
    if not loaded.questions:
        raise UserError(f"The pack {loaded.id} has no questions, so there is nothing to export.")
    notes = _apkg(loaded, out) if form == "apkg" else _text(loaded, form, out)
    if found.katas:
        notes = (*notes, f"Katas are not exported: {counted(found.katas, 'kata')} left out.")
    if out is not None:
        say(f"Wrote {counted(len(loaded.questions), 'question')} to {out}.", err=True)
    how = _IMPORT.get(form)
    for note in (*notes, *([how] if how else [])):
        click.echo(printable(note), err=True)


def _text(pack: Pack, form: str, out: Path | None) -> tuple[str, ...]:
    written = _written(pack, form)
    if out is None:
        click.echo(written.text, nl=False)
    else:
        _replace(out, lambda file: _write(file, written.text))
    return written.notes


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _written(pack: Pack, form: str) -> Written:
    from grader.exchange.anki import anki_text
    from grader.exchange.document import pack_json
    from grader.exchange.gift import gift_text
    from grader.exchange.losses import Written

    if form == "json":
        return Written(pack_json(pack) + "\n", ())
    return anki_text(pack) if form == "anki" else gift_text(pack)


def _apkg(pack: Pack, out: Path | None) -> tuple[str, ...]:
    import time

    from grader.exchange.anki import left_out, write_apkg

    if out is None:
        raise UserError(
            "An Anki package is no text that could be printed. "
            f"Name a file for it: --out {pack.id}.apkg"
        )
    _replace(out, lambda file: write_apkg(pack, file, time.time()))
    return left_out(pack)


def _replace(out: Path, write: Callable[[Path], object]) -> None:
    """Write a file whole or not at all; a `UserError` where it cannot be written."""
    made = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        if out.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        write(made)
        made.replace(out)
    except OSError as error:
        raise UserError(
            f"{out} cannot be written ({error.strerror}). Name another file after --out."
        ) from None
    finally:
        made.unlink(missing_ok=True)

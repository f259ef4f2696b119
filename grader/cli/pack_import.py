"""``kata pack import``: questions out of a GIFT file, as a pack or as topics of one."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.errors import ContentError, Problem, UserError, printable

if TYPE_CHECKING:
    from grader.content.topics import Planned
    from grader.exchange.gift_reading import Imported, Remark


_STANDARD_INPUT = Path("-")


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--level", type=click.IntRange(1, 5), default=2, show_default=True,
    help="The level of questions that do not tell theirs.",
)  # fmt: skip
def import_(file: Path, folder: Path | None, level: int) -> None:
    """Read questions from a GIFT file of Moodle's.

    FOLDER is that of a new pack, or of one that gets a file for each category; without it, a
    new folder has the file's name. What GIFT cannot tell, such as why a wrong answer is wrong,
    is marked with TODO, and listed. With - as FILE, standard input is read.
    """
    from grader.exchange.gift_reading import read_gift
    from grader.exchange.naming import slug

    data = _bytes(file)
    shown, stem = ("stdin", "Questions") if file == _STANDARD_INPUT else (str(file), file.stem)
    name = slug(stem) or "questions"
    words = stem.replace("_", " ").replace("-", " ").strip() or "Questions"
    try:
        found = read_gift(data, shown, words, level)
        planned = _planned(found, folder or Path(name), found.title or words)
        _refuse(found, planned, shown)
    except ContentError as error:
        raise UserError(f"{error.message}\nNothing was written.") from None
    _write(planned)
    _tell(found, planned, shown, level)


def _bytes(file: Path) -> bytes:
    """Return what is in the file, and no more of it than can be read."""
    from grader.exchange.gift_syntax import MAX_BYTES

    if file == _STANDARD_INPUT:
        return sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin is not None else b""
    if file.is_dir():
        raise UserError(f"{file} is a folder. Name a GIFT file: kata pack import FILE")
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UserError(f"There is no file {file}. To see the files here: ls") from None
    except OSError as error:
        raise UserError(
            f"{file} cannot be read ({error.strerror}). Type: chmod u+r {shlex.quote(str(file))}"
        ) from None


def _planned(found: Imported, folder: Path, title: str) -> Planned:
    from grader.content.folders import open_pack
    from grader.content.topics import plan
    from grader.exchange.naming import slug
    from grader.exchange.rows import row_of

    topics = dict.fromkeys(question.topic for question in found.questions)
    rows = {
        topic: [row_of(question) for question in found.questions if question.topic == topic]
        for topic in topics
    }
    if (folder / "questions" / "pack.yaml").is_file():
        folder = open_pack(folder).questions or folder
    return plan(folder, slug(folder.resolve().name) or "questions", title, rows)


def _refuse(found: Imported, planned: Planned, file: str) -> None:
    """Raise where a question cannot be taken, with its line in the GIFT file."""
    from grader.content.topics import faults

    problems = [
        Problem(file, found.lines.get(fault.question, 0), 1, fault.message)
        for fault in faults(planned)
    ]
    if problems:
        raise ContentError(problems)


def _write(planned: Planned) -> None:
    from grader.content.topics import write

    try:
        write(planned)
    except OSError as error:
        raise UserError(
            f"{planned.folder} cannot be written ({error.strerror}). Name another folder: "
            "kata pack import FILE FOLDER"
        ) from None


def _tell(found: Imported, planned: Planned, file: str, level: int) -> None:
    from grader.cli.screen import say
    from grader.errors import counted

    names = ", ".join(planned.files)
    say(f"Wrote {counted(len(found.questions), 'question')} to {planned.folder}: {names}.")
    _list("Left out:", found.left_out, file)
    _list("Under another id, because each can be had once:", found.renamed, file)
    _list("To be written by you, where TODO stands now:", found.to_write, file)
    if found.unlevelled:
        count = counted(found.unlevelled, "question")
        say(f"Without a level in the file, and of level {level} now: {count}.")
    click.echo("To check it, type:")
    say(f"  kata pack check {shlex.quote(str(planned.folder))}")


def _list(title: str, remarks: Iterable[Remark], file: str) -> None:
    for number, remark in enumerate(remarks):
        if not number:
            click.echo(title)
        of = f"{remark.question}: " if remark.question else ""
        click.echo(printable(f"  {file}:{remark.line}: {of}{remark.message}"))

"""Topic files for a pack, new or there already: checked first, and never written over another."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from grader.content.editor import schema_files, schema_line
from grader.content.packfiles import SCHEMAS
from grader.content.packs import known_misconceptions, read_pack
from grader.content.writing import pack_yaml, questions_yaml
from grader.errors import UserError

_HEAD = "pack.yaml"
_BEGINS = re.compile(r"^  - id: '?([a-z0-9-]+)'?$", re.MULTILINE)

Rows = Iterable[Mapping[str, Any]]


class Planned(NamedTuple):
    """Files that are to be written into a folder."""

    folder: Path
    files: Mapping[str, str]
    """Their texts, by name; in a new pack, what an editor needs comes with them."""


class Fault(NamedTuple):
    """What keeps a question from being read; ``question`` is its id, or empty."""

    question: str
    message: str


def plan(folder: Path, name: str, title: str, topics: Mapping[str, Rows]) -> Planned:
    """Return the files that hold these topics' questions, for a pack in the folder.

    Where there is none yet, a ``pack.yaml`` with the id ``name`` and the title comes with them.
    A `UserError` where a file or a question's id is there already, or the folder holds other
    things.
    """
    is_pack = (folder / _HEAD).is_file()
    if not is_pack and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            f"{folder} is there, and is no pack: it holds no {_HEAD}. Nothing was written. "
            "Name a pack's folder, or one that is not there yet."
        )
    files = {} if is_pack else {_HEAD: pack_yaml({"id": name, "title": title})}
    for topic, rows in topics.items():
        files[_file_name(topic, files)] = questions_yaml(topic, rows)
    if not is_pack or (folder / SCHEMAS).is_dir():
        files = {each: schema_line(each) + text for each, text in files.items()}
    for each in files:
        if (folder / each).exists():
            raise UserError(
                f"{folder / each} is there already, and nothing was written. "
                "Rename or remove it, or import into another folder."
            )
    return Planned(folder, files)


def faults(planned: Planned) -> list[Fault]:
    """Return what is wrong with the questions that are to be written; nothing is, as a rule."""
    with tempfile.TemporaryDirectory() as name:
        trial = Path(name)
        if _HEAD not in planned.files:
            (trial / _HEAD).write_text(pack_yaml({"id": "trial", "title": "Trial"}), "utf-8")
        _write(trial, planned.files)
        contents = read_pack(trial, known_misconceptions(None))
        found = [
            Fault(_question_at(planned.files.get(Path(p.file).name, ""), p.line), _told(p.message))
            for p in contents.problems
        ]
    taken = _taken(planned)
    new = [placed.question.id for placed in contents.placed]
    return found + [
        Fault(each, f'id "{each}" is already in {taken[each]}; give this one another')
        for each in new
        if each in taken
    ]


def write(planned: Planned) -> None:
    """Write the files, all of them or none."""
    folder = planned.folder
    if _HEAD not in planned.files:
        _write(folder, planned.files)
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as name:
        made = Path(name) / folder.name
        made.mkdir()
        _write(made, planned.files)
        (made / SCHEMAS).mkdir()
        _write(made, schema_files())
        if folder.is_dir():
            folder.rmdir()
        made.rename(folder)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write new files; those written before one that fails are taken away again."""
    made: list[Path] = []
    try:
        for name, text in files.items():
            path = folder / name
            with path.open("x", encoding="utf-8", newline="\n") as file:
                made.append(path)
                file.write(text)
    except OSError:
        for path in made:
            path.unlink(missing_ok=True)
        raise


def _file_name(topic: str, taken: Iterable[str]) -> str:
    """Return a name for a topic's file that is neither taken nor one of a pack's own."""
    stem = "-".join(re.findall(r"[a-z0-9]+", topic.casefold())) or "questions"
    if stem in ("pack", "misconceptions"):
        stem += "-questions"
    number, name = 2, f"{stem}.yaml"
    while name in taken:
        number, name = number + 1, f"{stem}-{number}.yaml"
    return name


def _taken(planned: Planned) -> dict[str, str]:
    """Return the ids of the pack's questions, each with the file that it is in."""
    if _HEAD in planned.files:
        return {}
    placed = read_pack(planned.folder, known_misconceptions(None)).placed
    return {each.question.id: os.fspath(each.document.file) for each in placed}


def _told(message: str) -> str:
    """Return a message without the lines of a file that is not going to be there."""
    return re.sub(r"is already in line \d+", "is there twice", message)


def _question_at(text: str, line: int) -> str:
    """Return the id of the question in which a line is."""
    before = "\n".join(text.split("\n")[:line])
    found = _BEGINS.findall(before)
    return found[-1] if found else ""

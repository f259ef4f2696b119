"""Where a command works: the content, the store, the learner's file."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import UserError

if TYPE_CHECKING:
    from grader.content.index import Index
    from grader.models import Kata
    from grader.store import Store


def open_store() -> Store:
    """Return the user's store, not yet opened."""
    from grader.store import Store

    return Store(Store.default_path(os.environ), lambda: datetime.now(UTC))


def open_questions() -> Index:
    """Return the index of all packs' questions, up to date."""
    from grader.content.index import FILE, open_index
    from grader.store import Store

    data = Store.default_path(os.environ).parent
    return open_index(data / FILE, data)


def file_of(kata: Kata) -> Path:
    """Return where a kata's file stands in the current folder."""
    return Path(f"{kata.name}.py")


def kata_and_file(
    root: Path, asked: str | None, named: str | None, store: Store
) -> tuple[Kata, Path]:
    """Return the kata and the file that are meant.

    ``asked`` is a kata or a file, None for the kata that was started last; ``named`` is the kata
    of a file whose name does not tell.
    """
    from grader.cli.katas import find

    if asked is None:
        started = store.last_started()
        if started is None and named is None:
            raise UserError("No kata is started yet. To see them all: kata list")
        kata = find(named or (started[0] if started else ""))
        return kata, _existing(kata, store)
    if _looks_like_a_file(asked):
        file = checked(Path(asked))
        return find(named or _kata_of(file, root)), file
    kata = find(asked)
    if named is not None and find(named).name != kata.name:
        raise UserError(f"{asked} and --kata {named} are two katas. Name one of them.")
    return kata, _existing(kata, store)


def _looks_like_a_file(asked: str) -> bool:
    if asked.endswith(".py") or os.sep in asked or asked in (".", ".."):
        return True
    return Path(asked).exists() and not asked[:1].isdigit()


def _existing(kata: Kata, store: Store) -> Path:
    """Return the kata's file, here or where it was started last."""
    here = file_of(kata)
    if here.exists():
        return checked(here)
    started = store.started_file(kata.name)
    if started is not None and started.exists():
        return checked(started)
    gone = f", and {started}, where you began it, is gone" if started is not None else ""
    raise UserError(
        f"There is no {here} in this folder{gone}. To begin it: kata start {kata.number}. "
        f"To grade a file elsewhere: kata grade PATH"
    )


def checked(file: Path) -> Path:
    """Return the file if it can be read; a `UserError` says why it cannot."""
    if file.is_dir():
        inside = file / "FILE.py"
        raise UserError(f"{file} is a folder. Name the file in it: kata grade {inside}")
    if not file.exists():
        raise UserError(f"There is no file {file}. To see the files here: ls")
    if not file.is_file():
        raise UserError(f"{file} is not an ordinary file. Name a Python file.")
    if not os.access(file, os.R_OK):
        raise UserError(f"{file} may not be read. Type: chmod u+r {file}")
    return file


def _kata_of(file: Path, root: Path) -> str:
    """Return the kata that a file's name, or a folder above it, begins with the number of."""
    from grader.cli.katas import pack_folders
    from grader.content.katas import kata_names

    found = _named_after(file, kata_names(root)) or _named_after(
        file, [folder.name for folder in pack_folders()]
    )
    if found is None:
        raise UserError(f"Which kata is {file} for? Say so: kata grade {file} --kata N")
    return found


def _named_after(file: Path, names: list[str]) -> str | None:
    for part in (file.stem, *(folder.name for folder in file.resolve().parents)):
        if part in names:
            return part
    number = file.stem.partition("_")[0]
    return next((name for name in names if name.partition("_")[0] == number), None)

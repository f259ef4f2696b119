"""Where the parts of a pack stand in a folder that somebody names."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from grader.errors import UserError


class PackFolder(NamedTuple):
    """A pack's parts, as far as they are there."""

    questions: Path | None
    """The folder that holds ``pack.yaml``."""
    katas: tuple[Path, ...]
    """The katas' folders, in the order of their names."""


def open_pack(folder: Path) -> PackFolder:
    """Return what the folder holds: a pack, a pack in ``questions/``, katas, or one kata.

    A `UserError` says what is expected where it holds nothing of these.
    """
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}. Name the folder of a pack or of a kata.")
    if (folder / "kata.yaml").is_file():
        return PackFolder(_pack_around(folder), (folder,))
    katas = tuple(sorted(path for path in folder.glob("katas/*") if path.is_dir()))
    for questions in (folder, folder / "questions"):
        if (questions / "pack.yaml").is_file():
            return PackFolder(questions, katas)
    if not katas:
        raise UserError(
            f"{folder} holds no pack: neither pack.yaml nor kata.yaml, and no folder katas/. "
            "Name the folder that one of them stands in: kata pack check FOLDER"
        )
    return PackFolder(None, katas)


def _pack_around(kata: Path) -> Path | None:
    """Return the folder of the pack that a kata stands in, for the misconceptions in it."""
    root = kata.resolve().parent.parent
    found = (folder for folder in (root, root / "questions") if (folder / "pack.yaml").is_file())
    return next(found, None)

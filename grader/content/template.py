"""A pack to begin with: one question of each type, and a small kata, made in a new folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from grader.content.editor import schema_files, schema_line
from grader.errors import UserError

_TEMPLATE = Path(__file__).with_suffix("")
_ID = "my-pack"
_PYTHON = ".py.txt"
"""How Python files of the template end, so that tools for our own code pass them over."""

_NUMBER = 101
"""The number of the template's kata, in the name of its folder and in its texts."""


def new_pack(folder: Path, pack: str, *, kata: int | None = None) -> None:
    """Make a folder with a pack of this id, whole or not at all.

    With ``kata`` it has a kata of this number as well. Raises `FileExistsError` where something is
    there already.
    """
    if folder.exists() or folder.is_symlink():
        raise FileExistsError(folder)
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise UserError(
            f"{folder} cannot be made ({error.strerror}). Go to a folder that you may write to."
        ) from None
    try:
        _fill(beside / folder.name, pack, kata)
        (beside / folder.name).rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _fill(folder: Path, pack: str, kata: int | None) -> None:
    for path in _files(kata is not None):
        name = path.relative_to(_TEMPLATE).as_posix()
        text = path.read_text("utf-8")
        if name == "pack.yaml":
            text = text.replace(f"id: {_ID}", f"id: {pack}")
        for before in ("Kata", "kata"):
            text = text.replace(f"{before} {_NUMBER}", f"{before} {kata}")
        if path.suffix == ".yaml":
            text = schema_line(name) + text
        name = name.replace(f"katas/{_NUMBER}_", f"katas/{kata}_").replace(_PYTHON, ".py")
        _write(folder / name, text)
    for name, text in schema_files().items():
        _write(folder / name, text)


def _files(kata: bool) -> Iterator[Path]:
    for path in sorted(_TEMPLATE.rglob("*")):
        in_kata = "katas" in path.relative_to(_TEMPLATE).parts
        if path.is_file() and (kata or not in_kata):
            yield path


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")

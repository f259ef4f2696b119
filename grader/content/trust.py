"""Whose code may run: content that comes with kata, that the user wrote, or once agreed to."""

from __future__ import annotations

import hashlib
import secrets
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from grader.content.builtin import content_root
from grader.content.folders import PackFolder, open_pack
from grader.content.packfiles import digest, pack_files
from grader.content.packs import Placed, known_misconceptions, read_pack
from grader.content.registry import read_registry, remember
from grader.errors import UserError

_MARK = ".kata-made-here"
"""A file in a pack's folder that says whose it is; hidden, and so no part of the pack."""
_LONGEST_MARK = 1000


class Code(NamedTuple):
    """How much in a pack would run on the user's machine."""

    katas: int
    questions: int
    """Questions with a program."""

    def __bool__(self) -> bool:
        return bool(self.katas or self.questions)


def whole_pack(folder: Path) -> Path:
    """Return the folder that is trusted as one, with all the code of the pack that it is part of.

    ``folder`` may be the pack's, that of one of its katas, or ``questions`` beside ``katas``.
    """
    found = open_pack(folder)
    alone = (folder / "kata.yaml").is_file() and found.questions is None
    if found.questions is None or alone:
        return folder
    root = found.questions.resolve()
    beside = root.name == "questions" and (root.parent / "katas").is_dir()
    return root.parent if beside and not (root / "katas").is_dir() else found.questions


def code_in(found: PackFolder) -> Code:
    """Return how much of a pack would run; questions with problems are not counted: none is run."""
    if found.questions is None:
        return Code(len(found.katas), 0)
    known = known_misconceptions(found.questions)
    return code_of(len(found.katas), read_pack(found.questions, known).placed)


def code_of(katas: int, placed: Sequence[Placed]) -> Code:
    """Return how much would run of so many katas, and of these questions."""
    return Code(katas, sum(each.question.code is not None for each in placed))


def trusted(folder: Path, data_folder: Path) -> bool:
    """Whether the code in a pack's folder may run, as the folder is now.

    True as well for a pack without code. ``data_folder`` is where `registry` keeps its file.
    """
    whole = whole_pack(folder)
    if comes_with_kata(whole) or is_authored(whole, data_folder):
        return True
    found = open_pack(whole)
    try:
        return read_registry(data_folder).trusts(digest(pack_files(found))) or not code_in(found)
    except UserError:  # what cannot be read, or is no pack's, is not what was agreed to
        return False


def is_authored(folder: Path, data_folder: Path) -> bool:
    """Whether the folder was made by `kata pack new` here, wherever it stands now."""
    return mark_of(folder) in read_registry(data_folder).authored


def mark_as_authored(folder: Path, data_folder: Path) -> None:
    """Mark a folder as the user's own work, and remember the mark."""
    told = "kata pack new made this folder here, and its code runs without a question."
    (folder / _MARK).write_text(f"{told}\n{secrets.token_hex(16)}\n", "utf-8")
    remember(data_folder, lambda registry: registry.with_authored(mark_of(folder)))


def mark_of(folder: Path) -> str:
    """Return what tells a folder that was made here from every other; "" where it has no mark.

    It stays while files are edited and the folder is moved. A copy has another mark, as has what
    is unpacked or cloned: the file's number and time are part of it.
    """
    mark = folder / _MARK
    try:
        seen = mark.lstat()
        if not stat.S_ISREG(seen.st_mode) or seen.st_size > _LONGEST_MARK:
            return ""
        told = (mark.read_bytes(), seen.st_ino, seen.st_mtime_ns)
    except OSError:
        return ""
    return hashlib.sha256(repr(told).encode()).hexdigest()


def comes_with_kata(folder: Path) -> bool:
    """Whether the folder stands in the content that comes with the package."""
    root = content_root().resolve()
    own = (root / "questions", root / "katas")
    here = folder.resolve()
    return here == root or any(here.is_relative_to(each) for each in own)

"""What the commands that install packs and take them away have in common."""

from __future__ import annotations

import difflib
import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import UserError, counted

if TYPE_CHECKING:
    from grader.content.installing import Staged
    from grader.content.library import PackSource

OURS = "concurrency-katas"
"""What ``pip`` knows this package by."""


def data_folder() -> Path:
    """Return the folder in which progress, packs and trust are kept."""
    from grader.store import Store

    return Store.default_path(os.environ).parent


def refuse_file(named: Path, *words: str) -> None:
    """Raise where a file is named and a pack's folder is meant.

    ``words`` are those of the command that the folder is to follow; without them it stands alone.
    """
    if named.suffix == ".yaml" and os.path.isfile(named):  # noqa: PTH113 - it never raises
        right = shlex.join([*["kata"] * bool(words), *words, str(named.parent)])
        raise UserError(f"{named} is a file in a pack. Name its folder: {right}")


def holdings(questions: int, katas: int) -> str:
    """Return what a pack holds, in words: 12 questions, 1 kata."""
    told = [counted(questions, "question")] * bool(questions or not katas)
    return ", ".join(told + [counted(katas, "kata")] * bool(katas))


def free_kata_number() -> int:
    """Return the first number for a kata of a new pack that no pack here has."""
    from grader.content.katas import free_number, number_of
    from grader.content.library import library

    packs = library(data_folder()).packs
    return free_number({number_of(kata.name) for pack in packs for kata in pack.katas})


def refuse_shared_numbers(new: Staged, refusal: str) -> None:
    """Raise where a kata has the number of another pack's; ``refusal`` says what was not done."""
    from grader.content.installing import shared_numbers
    from grader.content.library import library

    problems = shared_numbers(new, library(data_folder()).packs)
    if problems:
        told = "\n".join(str(problem) for problem in problems)
        raise UserError(f"{told}\n{refusal}")


def installed(pack: str, command: str, pip: str) -> Path:
    """Return the folder of an installed pack.

    A `UserError` says what to type where the pack is none that ``kata pack`` installed: with
    ``pip`` and a word such as ``uninstall``, or another id.
    """
    from grader.content.installing import PACKS, put_right
    from grader.content.library import library

    data = data_folder()
    put_right(data)
    folders = {each.name: each for each in (data / PACKS).glob("*") if each.is_dir()}
    if pack in folders:
        return folders[pack]
    others = {each.id: each for each in library(data).packs}
    if pack in others:
        raise UserError(_not_ours(others[pack], pip))
    raise UserError(_unknown(pack, list(folders), command))


def _not_ours(pack: PackSource, pip: str) -> str:
    if pack.distribution is None:
        upgrade = f" To bring it up to date, type: pip install --upgrade {OURS}"
        return f'The pack "{pack.id}" comes with kata, and stays with it.{upgrade}'
    return f'The pack "{pack.id}" was installed by pip. Type: pip {pip} {pack.distribution}'


def _unknown(pack: str, there: list[str], command: str) -> str:
    if not there:
        return f'There is no pack "{pack}" to {command}: none was added. To see all: kata pack list'
    near = difflib.get_close_matches(pack, there, n=1)
    lines = [f'There is no pack "{pack}" to {command}.']
    lines += [f"Did you mean {near[0]}? Type: kata pack {command} {near[0]}"] if near else []
    return "\n".join([*lines, f"There are: {', '.join(sorted(there))}."])

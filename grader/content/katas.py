"""Katas: finding one by number or name, and reading its folder."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import count
from pathlib import Path, PurePath
from typing import Any

from grader.content import programs, schema
from grader.content.builtin import content_root
from grader.content.document import Document, read_document
from grader.errors import ContentError, Problem, UserError
from grader.models import LOADS, CheckInfo, Kata, Limits, Program, SpeedupGoal, Work

FIRST_OF_PACKS = 101
"""The smallest number of a kata in a pack: those below are for katas that come with kata."""


def list_katas(root: Path) -> list[Kata]:
    """Every kata under ``root/katas``, by number; the problems of all of them at once."""
    katas, problems = [], []
    for folder in _folders(root):
        try:
            katas.append(load_kata(folder))
        except ContentError as error:
            problems += error.problems
    problems += _shared_numbers(katas)
    if problems:
        raise ContentError(problems)
    return katas


def kata_names(root: Path) -> list[str]:
    """The names of the katas under ``root/katas``, by number; none of them is read."""
    return [folder.name for folder in _folders(root)]


def find_kata(
    root: Path, number_or_name: int | str, others: Callable[[], Sequence[Path]] = tuple
) -> Kata:
    """The kata of that number, full name, or name without its number; no other is read.

    ``others`` gives folders of katas elsewhere, to look for it where none under ``root`` is meant.
    """
    wanted = PurePath(str(number_or_name).strip()).name.removesuffix(".py")
    folders = _folders(root)
    found = [folder for folder in folders if wanted in _names(folder)]
    if not found:
        elsewhere = others()
        found = [folder for folder in elsewhere if wanted in _names(folder)]
        folders += elsewhere
    if len(found) == 1:
        return load_kata(found[0])
    if found:
        names = " and ".join(folder.name for folder in found)
        raise UserError(f'"{wanted}" could be {names}. Write the whole name.')
    raise UserError(_unknown(wanted, folders))


def load_kata(folder: Path) -> Kata:
    """The kata in this folder; a ContentError names every problem of its ``kata.yaml``."""
    document = read_document(folder / "kata.yaml", schema.KATA)
    problems = [*wrong_name(folder), *document.problems]
    if problems:
        raise ContentError(problems)
    return _kata(folder, document)


def mistakes(kata: Kata) -> list[Program]:
    """The wrong programs kept beside the kata, each with the check that must catch it."""
    return programs.read_mistakes(
        kata.folder / "mistakes", [*(check.id for check in kata.checks), LOADS]
    )


def also_right(kata: Kata) -> list[Program]:
    """The other idioms kept beside the kata, which must pass."""
    return programs.read_right(kata.folder / "also_right")


def siblings(folders: Iterable[Path]) -> set[str]:
    """The katas that one may point to: those beside it, and those that come with the package."""
    return {folder.name for folder in folders} | set(kata_names(content_root()))


def number_of(name: str) -> int:
    """The number that a kata's folder is called by; 0 where it has none."""
    number = name.partition("_")[0]
    return int(number) if re.fullmatch("[0-9]{1,9}", number) else 0


def free_number(taken: Collection[int]) -> int:
    """The first number for a pack's kata that is not taken."""
    return next(number for number in count(FIRST_OF_PACKS) if number not in taken)


def _kata(folder: Path, document: Document) -> Kata:
    value: dict[str, Any] = document.value
    return Kata(
        folder=folder,
        title=value["title"],
        summary=value["summary"],
        level=value["level"],
        functions=tuple(value["functions"]),
        skills=tuple(value["skills"]),
        checks=tuple(CheckInfo(**check) for check in value["checks"]),
        hints=tuple(value["hints"]),
        limits=Limits(**value.get("limits", {})),
        see_also=tuple(value.get("see_also", ())),
        work=Work(**value["work"]) if "work" in value else None,
        speedup=SpeedupGoal(**value["speedup"]) if "speedup" in value else None,
    )


def _folders(root: Path) -> list[Path]:
    """The folders that hold a ``kata.yaml``, by number and name."""
    return sorted((path.parent for path in root.glob("katas/*/kata.yaml")), key=_order)


def _order(folder: Path) -> tuple[int, str]:
    return (number_of(folder.name), folder.name)


def _names(folder: Path) -> set[str]:
    """Everything that a learner may call this kata."""
    number, _, rest = folder.name.partition("_")
    return {folder.name, number, rest} - {""}


def _unknown(wanted: str, folders: list[Path]) -> str:
    if not folders:
        return f'There is no kata "{wanted}", nor any other here.'
    by_name = {name: folder.name for folder in folders for name in _names(folder)}
    near = difflib.get_close_matches(wanted, by_name, n=1)
    lines = [f'There is no kata "{wanted}".']
    if near and not wanted.isdigit():
        lines.append(f"Did you mean {by_name[near[0]]}?")
    lines.append("There are: " + ", ".join(folder.name for folder in folders) + ".")
    lines.append("To see what each is about, type: kata list")
    return "\n".join(lines)


def wrong_name(folder: Path) -> list[Problem]:
    """Return the problem of a kata's folder that is not called as one, if it is."""
    name = folder.resolve().name
    if re.fullmatch(schema.KATA_FOLDER, name):
        return []
    message = f'the folder is called "{name}"; give it a number and a name, such as 9_deadlock'
    return [Problem(str(folder / "kata.yaml"), 0, 0, message)]


def _shared_numbers(katas: list[Kata]) -> list[Problem]:
    times = Counter(kata.number for kata in katas)
    return [
        Problem(
            str(kata.folder / "kata.yaml"),
            0,
            0,
            f"number {kata.number} belongs to another kata too; give this folder a free number",
        )
        for kata in katas
        if times[kata.number] > 1
    ]

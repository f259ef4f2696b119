"""The pack that somebody names: by its id, or by the folder that it stands in."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader.errors import UserError

if TYPE_CHECKING:
    from grader.content.library import Library


class Found(NamedTuple):
    """Where a pack stands."""

    folder: Path
    """The folder that holds ``pack.yaml``."""
    katas: int


def find_pack(named: str) -> Found:
    """Return the pack with this id, or in this folder.

    A `UserError` says which packs there are, where there is none such.
    """
    from grader.cli.packing import data_folder, refuse_file
    from grader.content.folders import open_pack
    from grader.content.library import library

    refuse_file(Path(named))
    if Path(named).is_dir():
        parts = open_pack(Path(named))
        if parts.questions is None:
            raise UserError(
                f"{named} holds katas and no questions: it has no pack.yaml. "
                "Name a pack that has some; to see those that are installed: kata pack list"
            )
        return Found(parts.questions, len(parts.katas))
    here = library(data_folder())
    for pack in here.packs:
        if pack.id == named:
            return Found(pack.folder, len(pack.katas))
    raise UserError(_unknown(named, here))


def all_packs() -> list[Found]:
    """Return every pack that can be used; what is wrong with others goes to standard error."""
    from grader.cli.packing import data_folder
    from grader.cli.screen import say
    from grader.content.library import library

    here = library(data_folder())
    for problem in here.problems:
        say(problem, err=True)
    return [Found(pack.folder, len(pack.katas)) for pack in here.packs]


def _unknown(named: str, here: Library) -> str:
    ids = [pack.id for pack in here.packs]
    near = difflib.get_close_matches(named, ids, n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    return (
        f'There is neither a pack "{named}" nor a folder of this name.{meant} '
        f"Packs are: {', '.join(ids)}."
    )

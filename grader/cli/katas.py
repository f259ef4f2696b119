"""Which kata is meant: one that comes with kata, or one of a pack whose code may run."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli.packing import data_folder
from grader.errors import ContentError, UserError

if TYPE_CHECKING:
    from grader.models import Kata, Misconception


def find(asked: str) -> Kata:
    """Return the kata of this number or name; a `UserError` where its code is not trusted.

    Those that come with kata go first, and packs are looked at only when none of them is meant.
    """
    from grader.content.builtin import content_root
    from grader.content.katas import find_kata

    return _trusted(find_kata(content_root(), asked, pack_folders))


def pack_folders() -> list[Path]:
    """Return the folders of the katas in packs; of two with one name the first."""
    from grader.content.library import Origin, library

    packs = [each for each in library(data_folder()).packs if each.origin is not Origin.BUILT_IN]
    folders = [folder for pack in packs for folder in pack.katas]
    named = {folder.name: folder for folder in reversed(folders)}
    return [named[name] for name in sorted(named) if (named[name] / "kata.yaml").is_file()]


def pack_katas() -> list[Kata]:
    """Return the katas in packs; one that cannot be read is for `kata pack check` to tell."""
    from grader.content.katas import load_kata

    katas = []
    for folder in pack_folders():
        with suppress(ContentError):
            katas.append(load_kata(folder))
    return katas


def katas_here() -> list[Kata]:
    """Return the katas whose file stands in the current folder."""
    from grader.content.builtin import content_root
    from grader.content.katas import list_katas

    katas = [*list_katas(content_root()), *pack_katas()]
    return [
        kata if comes_with_kata(kata) else _trusted(kata)
        for kata in katas
        if Path(f"{kata.name}.py").exists()
    ]


def misconceptions_of(kata: Kata) -> dict[str, Misconception]:
    """Return the misconceptions that a kata's checks may name."""
    from grader.content.folders import open_pack
    from grader.content.packs import known_misconceptions

    return known_misconceptions(None if comes_with_kata(kata) else open_pack(kata.folder).questions)


def comes_with_kata(kata: Kata) -> bool:
    """Whether a kata is one of those that are in the package, whose code is ours."""
    from grader.content.builtin import content_root

    return kata.folder.is_relative_to(content_root())


def trusted_kata(kata: Kata) -> bool:
    """Whether the code of a kata may run."""
    with suppress(UserError):
        _trusted(kata)
        return True
    return False


def _trusted(kata: Kata) -> Kata:
    if comes_with_kata(kata):
        return kata
    from shlex import quote

    from grader.cli.trusting import read_no_bytecode_of
    from grader.content.trust import trusted, whole_pack

    if trusted(kata.folder, data_folder()):
        read_no_bytecode_of(whole_pack(kata.folder))
        return kata
    whole = whole_pack(kata.folder)
    raise UserError(
        f"Kata {kata.name} is in a pack whose code is not trusted, and does not run. "
        f"To check it, and to be asked, type:\n  kata pack check {quote(str(whole))}"
    )

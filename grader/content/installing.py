"""Packs on their way into the data folder, and out of it.

An installed pack is the folder ``packs/ID`` there. It is put together elsewhere and moved to its
place in one step; what a killed kata left lying is put right by whoever changes packs next.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from grader.content import archives, katas
from grader.content.folders import PackFolder, open_pack
from grader.content.library import PackSource
from grader.content.lint import lint_kata
from grader.content.packfiles import copy_files, digest, pack_files, unreadable
from grader.content.packs import Contents, known_misconceptions, read_pack
from grader.content.registry import alone, remember_alone
from grader.errors import ContentError, Problem, UserError
from grader.models import Pack

PACKS = "packs"
"""The folder, within the data folder, in which every installed pack has one of its own."""

_NEW = "packs.new"
_OLD = "packs.old"

_STAGING = "kata-staging-"
_UNPACKED, _COPY = "unpacked", "pack"
_STALE = 7 * 24 * 3600.0
"""Seconds after which nobody can be waiting any more for what was copied to be installed."""


class Staged(NamedTuple):
    """A pack's files, copied into a folder of their own and found to be sound."""

    folder: Path
    source: Path
    """The folder, zip or wheel that the user named."""
    pack: Pack
    contents: Contents
    katas: tuple[Path, ...]
    digest: str
    shown: Mapping[str, str]
    """For each file of the copy, the name by which the user knows it."""

    def told(self, problem: Problem) -> Problem:
        """Return a problem of the copy as one of what the user named."""
        return _as_shown(problem, self.shown, self.folder, self.source)


def installed_folder(data_folder: Path, pack: str) -> Path:
    """Return where a pack of this id stands when it is installed."""
    return data_folder / PACKS / pack


@contextmanager
def staged(source: Path) -> Iterator[Staged]:
    """Copy a pack out of a folder, zip or wheel and check it; nothing in it is run.

    Raises `UserError` for what is no pack, `ContentError` with all problems of one that is wrong.
    """
    _clear_stale(Path(tempfile.gettempdir()), time.time())
    with tempfile.TemporaryDirectory(prefix=_STAGING) as temporary:
        try:
            found, unpacked = _opened(source, Path(temporary) / _UNPACKED)
        except PermissionError as error:
            raise unreadable(source, error) from None
        if found.questions is None or not (found.questions / "pack.yaml").is_file():
            raise UserError(
                f"{source} holds katas and no pack.yaml. Write one in it that begins "
                "with the lines format: 1, id: … and title: …"
            )
        folder = Path(temporary) / _COPY
        files = pack_files(found)
        copy_files(files, folder)
        shown = {str(folder / name): _shown(path, unpacked, source) for name, path in files.items()}
        yield _checked(folder, source, shown)


def static_problems(found: PackFolder, known: frozenset[str]) -> list[Problem]:
    """Return what can be told of a pack's katas without running anything."""
    siblings = katas.siblings(found.katas)
    return [each for kata in found.katas for each in lint_kata(kata, known, siblings).problems]


def shared_numbers(new: Staged, packs: Iterable[PackSource]) -> list[Problem]:
    """Return a problem for each kata whose number another pack's kata has.

    By it, a learner would begin the other one; of those that come with kata, `lint_kata` tells.
    """
    others = {
        katas.number_of(kata.name): f'{kata.name} of the pack "{pack.id}"'
        for pack in packs
        if pack.id != new.pack.id
        for kata in pack.katas
    }
    taken = {*others, *(katas.number_of(kata.name) for kata in new.katas)}
    problems = []
    for kata in new.katas:
        number, _, rest = kata.name.partition("_")
        if int(number) in others:
            free = katas.free_number(taken)
            taken.add(free)
            message = (
                f"number {number} belongs to {others[int(number)]}; "
                f"rename this folder to {free}_{rest}"
            )
            problems.append(new.told(Problem(str(kata / "kata.yaml"), 0, 0, message)))
    return problems


def install(new: Staged, data_folder: Path) -> None:
    """Put a pack into its place, where none of its id is."""
    place = installed_folder(data_folder, new.pack.id)
    with alone(data_folder):
        _put_right(data_folder)
        if place.exists():
            raise already_installed(new.pack.id, new.source)
        try:
            _move_in(new, data_folder, place)
        finally:
            _put_right(data_folder)


def replace(new: Staged, data_folder: Path) -> None:
    """Put a pack into the place of the installed one."""
    place = installed_folder(data_folder, new.pack.id)
    with alone(data_folder):
        _put_right(data_folder)
        old = data_folder / _OLD / new.pack.id
        old.parent.mkdir(exist_ok=True)
        place.rename(old)
        try:
            _move_in(new, data_folder, place)
        finally:
            _put_right(data_folder)


def remove(pack: str, data_folder: Path) -> None:
    """Take an installed pack away; what is remembered of its questions stays.

    This needs no room on the disk: it is what makes some.
    """
    place = installed_folder(data_folder, pack)
    with alone(data_folder):
        _put_right(data_folder)
        place.rename(data_folder / _NEW)
        _put_right(data_folder)
        with suppress(OSError):  # The disk may be full, and what is remembered does no harm.
            remember_alone(data_folder, lambda registry: registry.without_source(pack))


def put_right(data_folder: Path) -> None:
    """Undo what a killed kata left half done, if any did."""
    if (data_folder / _OLD).exists() or (data_folder / _NEW).exists():
        with alone(data_folder):
            _put_right(data_folder)


def already_installed(pack: str, source: Path) -> UserError:
    """Return the error for a pack that is there."""
    return UserError(
        f'A pack "{pack}" is installed already. For what is new in {source}, type: '
        f"kata pack update {pack} {source}\n"
        f"To have this one in its place, first: kata pack remove {pack}"
    )


def _opened(source: Path, into: Path) -> tuple[PackFolder, Path | None]:
    """Return the pack in what the user named, and where it was unpacked if it was."""
    if source.is_dir():
        return open_pack(source), None
    if not source.exists():
        raise UserError(f"There is no {source}. Name the folder, zip or wheel of a pack.")
    if not source.is_file():
        raise UserError(f"{source} is not an ordinary file. Name a pack's folder, zip or wheel.")
    into.mkdir()
    archives.unpack(source, into)
    return open_pack(archives.find_pack(into, source)), into


def _shown(path: Path, unpacked: Path | None, source: Path) -> str:
    """Return the name by which the user knows a file."""
    return str(path if unpacked is None else source / path.relative_to(unpacked))


def _checked(folder: Path, source: Path, shown: dict[str, str]) -> Staged:
    found = open_pack(folder)
    known = frozenset(known_misconceptions(folder))
    contents = read_pack(folder, known)
    problems = [*contents.problems, *static_problems(found, known)]
    if contents.pack is None or problems:
        raise ContentError([_as_shown(problem, shown, folder, source) for problem in problems])
    files = pack_files(found)
    return Staged(folder, source, contents.pack, contents, found.katas, digest(files), shown)


def _as_shown(problem: Problem, shown: Mapping[str, str], folder: Path, source: Path) -> Problem:
    """Return the problem with the names of files as the user knows them."""
    file, message = problem.file, problem.message
    for name, known in sorted(shown.items(), reverse=True):
        message = message.replace(name, known)
        file = known if file == name else file
    return problem._replace(file=file.replace(str(folder), str(source)), message=message)


def _move_in(new: Staged, data_folder: Path, place: Path) -> None:
    """Copy the pack beside its place, and rename it when nothing more has to be written."""
    coming = data_folder / _NEW / new.pack.id
    copy_files(pack_files(open_pack(new.folder)), coming)
    place.parent.mkdir(exist_ok=True)
    remember_alone(data_folder, lambda r: r.with_source(new.pack.id, new.source))
    coming.rename(place)


def _clear_stale(folder: Path, now: float) -> None:
    """Remove what a killed kata has left of its copies; ``now`` is in seconds, as of `time.time`.

    Only what is as old as that and looks like a copy: others write to this folder too.
    """
    for left in folder.glob(f"{_STAGING}*"):
        with suppress(OSError):
            ours = re.fullmatch(f"{_STAGING}[a-z0-9_]{{8}}", left.name) and not left.is_symlink()
            if ours and now - left.stat().st_mtime > _STALE:
                holds = {path.name for path in left.iterdir()}
                if holds <= {_UNPACKED, _COPY}:
                    shutil.rmtree(left, ignore_errors=True)


def _put_right(data_folder: Path) -> None:
    """Move a pack back whose successor never came, and clear away what is left over."""
    for old in (data_folder / _OLD).glob("*"):
        place = data_folder / PACKS / old.name
        if not place.exists():
            old.rename(place)
    for left in (_OLD, _NEW):
        shutil.rmtree(data_folder / left, ignore_errors=True)

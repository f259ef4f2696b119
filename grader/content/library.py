"""Which packs there are: those that come with the package, those added, and those announced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from grader.content.builtin import content_root
from grader.content.entry_points import Announced, announced
from grader.content.folders import open_pack
from grader.errors import ContentError, UserError


class Origin(StrEnum):
    """How a pack came to be here."""

    BUILT_IN = "built-in"
    INSTALLED = "installed"
    ENTRY_POINT = "entry point"


class Head(NamedTuple):
    """What a pack says of itself in ``pack.yaml``."""

    id: str
    title: str
    version: str | None = None


class Place(NamedTuple):
    """Where a pack stands, which is known before anything in it is read."""

    folder: Path
    """The folder that holds ``pack.yaml``."""
    origin: Origin
    katas: tuple[Path, ...] = ()
    """The folders of its katas."""
    distribution: str | None = None
    """What ``pip`` knows it by, where an entry point announced it."""


class PackSource(NamedTuple):
    """A pack that can be used; see `Head` and `Place` for what the fields mean."""

    id: str
    title: str
    version: str | None
    folder: Path
    origin: Origin
    katas: tuple[Path, ...] = ()
    distribution: str | None = None


class Library(NamedTuple):
    """The packs that can be used, and for each that cannot a sentence to the user."""

    packs: tuple[PackSource, ...]
    problems: tuple[str, ...]

    @property
    def kata_numbers(self) -> list[int]:
        """The numbers of the katas that come with the package, which questions name."""
        own = (pack for pack in self.packs if pack.origin is Origin.BUILT_IN)
        names = (kata.name.partition("_")[0] for pack in own for kata in pack.katas)
        return [int(name) for name in names if name.isdecimal()]


class Places(NamedTuple):
    """Where packs stand, and a sentence for each that is not where it should be."""

    found: tuple[Place, ...]
    problems: tuple[str, ...]


def library(data_folder: Path) -> Library:
    """Return all packs; those installed stand in ``data_folder/packs``.

    Only the ``pack.yaml`` of each is read, and of two with one id the first is taken: built-in,
    installed, entry point.
    """
    return shelved(places(data_folder, announced()), read_head)


def places(data_folder: Path, others: Iterable[Announced]) -> Places:
    """Return where packs stand; none of them is read."""
    problems: list[str] = []
    found = [
        _built_in(),
        *_installed(data_folder / "packs", problems),
        *_of_entry_points(others, problems),
    ]
    by_folder: dict[Path, Place] = {}
    for place in found:
        by_folder.setdefault(place.folder, place)
    return Places(tuple(by_folder.values()), tuple(problems))


def shelved(where: Places, head: Callable[[Path], Head]) -> Library:
    """Return the packs as their heads tell of them; a `UserError` of ``head`` leaves one out."""
    packs: dict[str, PackSource] = {}
    problems = list(where.problems)
    for place in where.found:
        try:
            pack = _source(place, head(place.folder))
        except UserError as error:
            problems.append(f"The pack in {place.folder} is left out: {error.message}")
            continue
        first = packs.setdefault(pack.id, pack)
        if first is not pack:
            problems.append(_same_id(first, pack))
    return Library(tuple(packs.values()), tuple(problems))


def read_head(folder: Path) -> Head:
    """Return what the folder's ``pack.yaml`` says; a `UserError` where it cannot be told."""
    from grader.content import schema
    from grader.content.document import read_document

    document = read_document(folder / "pack.yaml", schema.PACK)
    if document.problems:
        raise UserError(in_short(ContentError(document.problems), folder))
    value = document.value
    return Head(value["id"], value["title"], value.get("version"))


def in_short(error: ContentError, folder: Path) -> str:
    """Return the first of a pack's problems, and how to see the others."""
    first, *others = error.problems
    if not others:
        return str(first)
    count = "1 more problem" if len(others) == 1 else f"{len(others)} more problems"
    return f"{first}\nIt has {count}. To see them, type: kata pack check {folder}"


def _source(place: Place, head: Head) -> PackSource:
    return PackSource(*head, place.folder, place.origin, place.katas, place.distribution)


def _built_in() -> Place:
    parts = open_pack(content_root())
    return Place(content_root() / "questions", Origin.BUILT_IN, parts.katas)


def _installed(folder: Path, problems: list[str]) -> Iterator[Place]:
    """Yield the packs that were added; hidden files are the system's."""
    try:
        names = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(
            f"The packs in {folder} cannot be listed ({error.strerror}). "
            "Make it a folder that you may read."
        )
        return
    for path in names:
        place = _place(path, Origin.INSTALLED)
        if place is None:
            problems.append(
                f"{path} is left out: it holds no pack.yaml that can be read. "
                "Delete it, or add its pack again: kata pack add FOLDER"
            )
        else:
            yield place


def _of_entry_points(others: Iterable[Announced], problems: list[str]) -> Iterator[Place]:
    for each in others:
        folder = Path(each.folder) if each.folder else None
        place = _place(folder, Origin.ENTRY_POINT, each.distribution) if folder else None
        if place is None:
            lack = (
                f"{folder} holds no pack.yaml that can be read"
                if folder
                else "there is no such package"
            )
            problems.append(
                f"The pack of {each.distribution} is left out: its entry point names "
                f'"{each.names}", and {lack}. Install it again: '
                f"pip install --force-reinstall {each.distribution}"
            )
        else:
            yield place


def _place(folder: Path, origin: Origin, distribution: str | None = None) -> Place | None:
    """The pack in the folder; its katas stand there, or beside a folder ``questions``."""
    try:
        parts = open_pack(folder)
        if parts.questions not in (folder, folder / "questions"):
            return None
        katas = parts.katas
        if not katas and folder.name == "questions":
            katas = tuple(sorted(folder.parent.glob("katas/*/")))
    except (UserError, OSError):
        return None
    return Place(parts.questions, origin, katas, distribution)


def _same_id(first: PackSource, other: PackSource) -> str:
    message = (
        f'Two packs have the id "{first.id}": the one in {first.folder} is used '
        f"({first.origin}), and the one in {other.folder} is left out."
    )
    if other.distribution:
        return f"{message} To remove the latter, type: pip uninstall {other.distribution}"
    return f"{message} To use both, give the latter an id of its own in its pack.yaml."

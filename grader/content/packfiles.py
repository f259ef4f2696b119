"""The files that a pack is made of: which they are, their hash, and copying them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.content.folders import PackFolder
from grader.errors import UserError, printable

MAX_FILES = 2_000
MAX_BYTES = 20 * 1024 * 1024
"""Bytes of a pack's files together."""

SCHEMAS = "schemas"
"""The folder in which an editor finds what may stand in a pack's files; no part of the pack."""


def pack_files(found: PackFolder) -> dict[str, Path]:
    """Return the files by the names, with slashes, that they have in an installed pack.

    Hidden files, Python's caches and the editor's schemas are left out. A `UserError` tells of
    links, of what may not be read, and of too much.
    """
    files: dict[str, Path] = {}
    entries = size = 0
    for prefix, root, skipped in _roots(found):
        for name, path in _walk(root, root, skipped):
            entries += 1
            if path is not None:
                files[prefix + name] = path
                size += path.stat().st_size
            _within_bounds(root, entries, path or root, size)
    return files


def digest(files: Mapping[str, Path]) -> str:
    """Return the SHA-256, in hexadecimal, of the files' names and bytes."""
    whole = hashlib.sha256()
    for name in sorted(files):
        for part in (name.encode("utf-8", "surrogateescape"), _bytes(files[name])):
            whole.update(len(part).to_bytes(8, "big"))
            whole.update(part)
    return whole.hexdigest()


def copy_files(files: Mapping[str, Path], into: Path) -> None:
    """Copy the files' bytes, and neither their times nor who may do what with them."""
    for name, path in files.items():
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_bytes(path))


def is_left_out(name: str) -> bool:
    """Whether files and folders of this name are no part of a pack, wherever they stand."""
    return name.startswith(".") or name in ("__pycache__", "__MACOSX")


def can_be_shown(name: str) -> bool:
    """Whether the name of a file stands on one line, and a terminal does nothing else with it."""
    return "\n" not in name and printable(name) == name


def too_large(where: object, what: object) -> UserError:
    """Return the error that tells of more bytes than a pack may have."""
    return UserError(
        f"{where} is too large: with {what} it is more than {MAX_BYTES // 1024**2} MiB. "
        "Take out of it what is neither a question nor a kata."
    )


def too_many(where: object) -> UserError:
    """Return the error that tells of more files than a pack may have."""
    return UserError(
        f"{where} holds more than {MAX_FILES} files and folders, too many for a pack. "
        "Name the folder that pack.yaml stands in, with nothing else in it."
    )


def unreadable(path: Path, error: OSError) -> UserError:
    """Return the error that tells of a file or folder that the system does not let us read."""
    return UserError(f"{path} cannot be read ({error.strerror}). Type: chmod -R u+rX {path}")


def _roots(found: PackFolder) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    """Yield each folder to go through, before it a name, and after it what to leave out of it."""
    beside = found.katas[0].parent if found.katas else None
    if found.questions is not None:
        yield "", found.questions, (SCHEMAS, "katas")
        beside = beside or found.questions / "katas"
    if beside is not None and beside.is_dir():
        yield "katas/", beside, ()


def _walk(root: Path, folder: Path, skipped: tuple[str, ...]) -> Iterator[tuple[str, Path | None]]:
    """Yield the name and path of each file, and None for the path of each folder."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise unreadable(folder, error) from None
    for entry in entries:
        path = Path(entry.path)
        if is_left_out(entry.name) or entry.name in skipped:
            continue
        if not can_be_shown(entry.name):
            told = f"The name of {path} holds a character that cannot be shown. Rename it."
            raise UserError(told.replace("\n", "\\n"))
        if entry.is_symlink():
            raise UserError(f"{path} is a link. Put a copy of what it points to in its place.")
        name = path.relative_to(root).as_posix()
        if entry.is_dir():
            yield name, None
            yield from _walk(root, path, ())
        elif entry.is_file():
            yield name, path
        else:
            raise UserError(f"{path} is neither a file nor a folder. Take it out of the pack.")


def _within_bounds(root: Path, entries: int, last: Path, size: int) -> None:
    if entries > MAX_FILES:
        raise too_many(root)
    if size > MAX_BYTES:
        raise too_large(root, last.name)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from None

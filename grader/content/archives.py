"""Zips and wheels: unpacked with suspicion, for anybody may have made them."""

from __future__ import annotations

import configparser
import errno
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from grader.content.entry_points import GROUP
from grader.content.packfiles import (
    MAX_BYTES,
    MAX_FILES,
    can_be_shown,
    is_left_out,
    too_large,
    too_many,
)
from grader.errors import UserError

MAX_DEPTH = 64
"""Folders, one within the other, in a zip."""
MAX_ARCHIVE = 10 * 1024 * 1024
"""Bytes of a zip itself; the list of its files is read into memory, whatever is in it."""


class Purpose(NamedTuple):
    """What an archive is to be, as its messages say it."""

    thing: str
    advice: str
    """What to do where it is damaged."""


PACK = Purpose("pack", "Get it again, or name the pack's folder: kata pack add FOLDER")
SUBMISSION = Purpose("submission", "Have it handed in again as an ordinary zip.")

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(NotImplementedError, ValueError, OverflowError),
)
_CHUNK = 64 * 1024
_ENCRYPTED = 0x1


def unpack(archive: Path, into: Path, purpose: Purpose = PACK) -> None:
    """Unpack a zip or wheel into an empty folder; a `UserError` says why it is refused.

    Nothing is written outside of ``into``, and never more than a pack may hold, whatever the
    archive says of itself.
    """
    if archive.stat().st_size > MAX_ARCHIVE:
        raise UserError(
            f"{archive} is larger than {MAX_ARCHIVE // 1024**2} MiB, too large for a "
            f"{purpose.thing}. "
            "Is it the right file?"
        )
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
            if len(entries) > MAX_FILES:
                raise too_many(archive)
            for entry in entries:
                _refuse(archive, entry, purpose)
            _inflate(archive, opened, entries, into)
    except _DAMAGE as error:
        raise _damaged(archive, error, purpose) from None
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        # Its list of files sends us to a place that no file has.
        raise _damaged(archive, error.strerror or error, purpose) from None


def _damaged(archive: Path, reason: object, purpose: Purpose) -> UserError:
    return UserError(
        f"{archive} cannot be unpacked: it is damaged, or no zip ({reason}). {purpose.advice}"
    )


def find_pack(unpacked: Path, archive: Path) -> Path:
    """Return the folder of the pack in what was unpacked; a `UserError` where there is none."""
    if archive.suffix == ".whl":
        return _named_by_wheel(unpacked, archive)
    tops = [path for path in unpacked.iterdir() if not is_left_out(path.name)]
    for folder in [unpacked, *tops] if len(tops) == 1 else [unpacked]:
        if any((place / "pack.yaml").is_file() for place in (folder, folder / "questions")):
            return folder
    raise UserError(
        f"{archive} holds no pack: there is no pack.yaml at its top, nor in a folder that is alone "
        "there. Zip the folder that pack.yaml stands in."
    )


def _refuse(archive: Path, entry: zipfile.ZipInfo, purpose: Purpose) -> None:
    """Raise where an entry is none that an honest archive has."""
    name = entry.orig_filename
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\0" in name or ":" in name:
        what = f"would be written outside of the {purpose.thing}'s folder"
    elif len(path.parts) > MAX_DEPTH:
        what = f"lies more than {MAX_DEPTH} folders deep"
    elif stat.S_ISLNK(entry.external_attr >> 16):
        what = "is a link"
    elif stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        what = "is neither a file nor a folder"
    elif entry.flag_bits & _ENCRYPTED:
        what = "is encrypted"
    elif entry.compress_type not in _METHODS:
        what = "is compressed in an unusual way"
    elif not can_be_shown(name):
        what = "has a name that cannot be shown"
    else:
        return
    raise _refused(archive, name, f"{what}. A {purpose.thing} needs ordinary files only")


def _refused(archive: Path, name: str, what: str) -> UserError:
    shown = name.encode("unicode_escape").decode("ascii")[:60]
    return UserError(
        f"{archive} is refused: {shown} in it {what}. If it is your own, zip the folder again."
    )


def _inflate(
    archive: Path, opened: zipfile.ZipFile, entries: list[zipfile.ZipInfo], into: Path
) -> None:
    left = MAX_BYTES
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if any(is_left_out(part) for part in path.parts):
            continue
        target = into / path
        try:
            if entry.is_dir():
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with opened.open(entry) as packed, target.open("xb") as file:
                for chunk in _chunks(packed):
                    left -= len(chunk)
                    if left < 0:
                        raise too_large(archive, path)
                    file.write(chunk)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            raise UserError(
                f"{archive} is refused: {path} stands in it twice. "
                "If it is your own, zip the folder again."
            ) from None
        except OSError as error:
            if error.errno != errno.ENAMETOOLONG:
                raise
            raise _refused(archive, entry.filename, "has a name that is too long") from None


def _chunks(packed: IO[bytes]) -> Iterator[bytes]:
    while chunk := packed.read(_CHUNK):
        yield chunk


def _named_by_wheel(unpacked: Path, archive: Path) -> Path:
    """Return the folder that the wheel's entry point names."""
    names = [
        name for file in unpacked.glob("*.dist-info/entry_points.txt") for name in _names(file)
    ]
    folders = [unpacked / name.replace(".", "/") for name in names]
    found = [folder for folder in folders if (folder / "pack.yaml").is_file()]
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError(
            f"{archive} holds {len(found)} packs, and one is added at a time. "
            f"To have them all: pip install {archive}"
        )
    raise UserError(
        f"{archive} names no pack: it needs an entry point in the group {GROUP}, whose "
        "value is the package that pack.yaml stands in."
    )


def _names(file: Path) -> list[str]:
    """Return the packages that entry points of ours name."""
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    try:
        parser.read_string(file.read_text("utf-8"))
    except (configparser.Error, UnicodeDecodeError):
        return []
    if GROUP not in parser:
        return []
    names = [value.partition(":")[0].strip() for value in parser[GROUP].values()]
    return [name for name in names if all(part.isidentifier() for part in name.split("."))]

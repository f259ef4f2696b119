"""Writing a file that the user named: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from grader.errors import UserError


def checked_target(path: Path) -> Path:
    """Return the path if a file can be written there; a `UserError` says why it cannot.

    It is asked before any work is done whose result is to stand there.
    """
    folder = path.parent
    if path.is_dir():
        raise UserError(f"{path} is a folder. Name a file in it: {path / 'out'}{path.suffix}")
    if path.exists() and not path.is_file():  # a device would be replaced by a file
        raise UserError(f"{path} is not an ordinary file. Name another one.")
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}. Make it first: mkdir -p {folder}")
    if not os.access(folder, os.W_OK):
        raise UserError(f"Nothing may be written in {folder.resolve()}. Name another folder.")
    return path


def save_new(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet: whole or not at all.

    Raises `FileExistsError`, and `OSError` where there is no room, or no right to write.
    """
    with path.open("xb") as new:
        try:
            new.write(data)
            new.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise


def save(path: Path, content: str | bytes | Iterable[str]) -> None:
    """Write a file, in one piece or several; one that is there stays whole until the new one is."""
    pieces = [content] if isinstance(content, str | bytes) else content
    target = path.resolve()  # a link stays one
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with new.open("wb") as file:
            for piece in pieces:
                file.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
        new.replace(target)
    except OSError as error:
        raise UserError(
            f"{path} could not be written: {error.strerror}. Name another file."
        ) from None
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)

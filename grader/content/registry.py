"""What is remembered of packs: which content is trusted, and where installed packs came from.

A small JSON file, ``packs.json`` in the data folder. A damaged one is as good as none: then
nothing is trusted, which costs a question, and no progress.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from grader.errors import UserError

_FILE = "packs.json"
_LOCK = "packs.lock"
_SECONDS = 10.0


class Registry(NamedTuple):
    """What is remembered; sources are absolute paths."""

    trusted: tuple[str, ...] = ()
    """Hashes of content whose code may run."""
    authored: Mapping[str, str] = {}
    """Marks of packs that were made here, whose code is the user's own; and for each the hash of
    its content when it was checked last, or "". Only the last: an author checks all day long."""
    sources: Mapping[str, str] = {}
    """For each installed pack the folder, zip or wheel that it was added from."""

    def with_trusted(self, digest: str) -> Registry:
        """Return what is remembered when content of this hash is trusted too."""
        return self._replace(trusted=tuple(sorted({*self.trusted, digest})))

    def trusts(self, digest: str) -> bool:
        """Whether content of this hash may run, wherever it stands."""
        return digest in self.trusted or digest in self.authored.values()

    def with_authored(self, mark: str, digest: str = "") -> Registry:
        """Return what is remembered when a folder is the user's own work, with its content.

        ``mark`` is what `trust.mark_of` tells of the folder.
        """
        return self._replace(authored={**self.authored, mark: digest})

    def with_source(self, pack: str, source: Path) -> Registry:
        """Return what is remembered when a pack was added from ``source``."""
        return self._replace(sources={**self.sources, pack: str(source.resolve())})

    def without_source(self, pack: str) -> Registry:
        """Return what is remembered when a pack is installed no longer."""
        return self._replace(sources={key: s for key, s in self.sources.items() if key != pack})


def read_registry(data_folder: Path) -> Registry:
    """Return what is remembered; nothing where there is no file, or one that cannot be read."""
    try:
        document = json.loads((data_folder / _FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Registry()
    if not isinstance(document, dict) or document.get("schema") != 1:
        return Registry()
    trusted = document.get("trusted")
    return Registry(
        tuple(filter(_is_text, trusted)) if isinstance(trusted, list) else (),
        _texts(document.get("authored")),
        _texts(document.get("sources")),
    )


def remember(data_folder: Path, change: Callable[[Registry], Registry]) -> None:
    """Change what is remembered, in one step that no other kata can come between."""
    with alone(data_folder):
        remember_alone(data_folder, change)


def remember_alone(data_folder: Path, change: Callable[[Registry], Registry]) -> None:
    """Change what is remembered where `alone` is held already."""
    before = read_registry(data_folder)
    after = change(before)
    if after != before:
        new = data_folder / f"{_FILE}.new"
        try:
            new.write_text(json.dumps({"schema": 1, **after._asdict()}, indent=1), "utf-8")
            new.replace(data_folder / _FILE)
        finally:
            new.unlink(missing_ok=True)


@contextmanager
def alone(data_folder: Path) -> Iterator[None]:
    """Keep every other kata from changing packs meanwhile.

    The lock is SQLite's: the same on every system, and it ends with the process, however that ends.
    """
    try:
        data_folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(data_folder / _LOCK, timeout=_SECONDS)) as lock:
            lock.execute("PRAGMA journal_mode = MEMORY")
            lock.execute("BEGIN EXCLUSIVE")
            yield
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            message = "Another kata is changing the packs. Wait for it, then try again."
            raise UserError(message) from None
        raise _unusable(data_folder, error) from None
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise  # Another folder is not what helps there.
        raise _unusable(data_folder, error.strerror or error) from None


def _unusable(data_folder: Path, reason: object) -> UserError:
    return UserError(
        f"Packs cannot be kept in {data_folder} ({reason}). "
        "Name a folder that you may write to: KATA_HOME=~/katas kata …"
    )


def _texts(value: Any) -> dict[str, str]:
    return {k: v for k, v in value.items() if _is_text(v)} if isinstance(value, dict) else {}


def _is_text(value: Any) -> bool:
    return isinstance(value, str)

"""Packs that other installed distributions announce; none of their code is imported or run."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

GROUP = "concurrency_katas.packs"
_FILE = "entry_points.txt"


class Announced(NamedTuple):
    """One entry point: the distribution that has it, what it names, and the folder found there."""

    distribution: str
    names: str
    """The package or module whose folder is meant, such as ``my_pack.questions``."""
    folder: str | None
    """None where there is no such package."""


def announced() -> list[Announced]:
    """Return what the distributions on ``sys.path`` announce, in the order of their names.

    Costs tens of milliseconds; `fingerprint` tells cheaply whether it has to be asked again.
    """
    from importlib.metadata import distributions

    found: dict[str, list[Announced]] = {}
    for distribution in distributions():
        try:
            if GROUP not in (distribution.read_text(_FILE) or ""):
                continue
            entries = distribution.entry_points.select(group=GROUP)
        except (TypeError, ValueError):  # Not in the form of entry points; no installer writes it.
            continue
        # Headers of a mail may go on in the next line.
        name = " ".join((distribution.metadata["Name"] or "").split())
        # Of two distributions of one name, Python imports the first.
        found.setdefault(name, [_announced(name, entry.value) for entry in entries])
    return [each for name in sorted(found) for each in found[name]]


def fingerprint() -> str:
    """Return a text that changes with what `announced` tells; only names and times are read."""
    return "\n".join([*sys.path, *(line for path in sys.path for line in _stamps(path or "."))])


def _stamps(path: str) -> Iterator[str]:
    """Yield a line for each description of entry points, or for the archive that holds them."""
    try:
        names = [entry.path for entry in os.scandir(path) if entry.name.endswith("-info")]
    except NotADirectoryError:
        names = []
        yield _stamp(path)
    except OSError:
        return
    yield from sorted(_stamp(os.path.join(name, _FILE)) for name in names)  # noqa: PTH118 - faster


def _stamp(path: str) -> str:
    try:
        seen = os.stat(path)  # noqa: PTH116 - hundreds of them, before the first question
    except OSError:
        return ""
    return f"{path} {seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns}"


def _announced(distribution: str, value: str) -> Announced:
    names = value.partition(":")[0].partition("[")[0].strip()
    folder = _folder(names)
    return Announced(distribution, names, None if folder is None else str(folder))


def _folder(module: str) -> Path | None:
    """The folder of a package or module, looked up without importing even its parents."""
    from importlib.util import find_spec

    top, *rest = module.split(".")
    if not all(part.isidentifier() for part in (top, *rest)):
        return None
    try:
        spec = find_spec(top)
        if spec is None:
            return None
        if spec.submodule_search_locations is not None:
            return next(_within(list(spec.submodule_search_locations), rest), None)
    except (ImportError, ValueError, OSError):
        return None
    return Path(spec.origin).parent if spec.origin and spec.has_location and not rest else None


def _within(locations: list[str], rest: list[str]) -> Iterator[Path]:
    for location in locations:
        path = Path(location, *rest)
        if path.is_dir():
            yield path
        elif path.with_suffix(".py").is_file():
            yield path.parent

"""Which Pythons this machine has, and what each of them is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

OLDEST = (3, 11)
_NEWEST_MINOR = 15
_PATIENCE = 30.0
"""Seconds that an interpreter may take to say what it is, also on a busy machine."""
_ASK = """\
import json, multiprocessing, sys
gil = getattr(sys, "_is_gil_enabled", None)
json.dump({
    "cpython": sys.implementation.name == "cpython",
    "path": sys.executable,
    "version": sys.version_info[:3],
    "gil": gil is None or gil(),
    "platform": {"darwin": "macos", "win32": "windows"}.get(sys.platform, sys.platform),
    "start_methods": multiprocessing.get_all_start_methods(),
}, sys.stdout)
"""


class Interpreter(NamedTuple):
    """One Python, as it told of itself."""

    path: str
    version: tuple[int, int, int]
    gil: bool
    """Whether only one thread at a time runs bytecode."""
    platform: str
    """``linux``, ``macos``, ``windows``, or what `sys.platform` says."""
    start_methods: tuple[str, ...]
    """Start methods of processes, the platform's own first."""

    @property
    def kind(self) -> tuple[int, int, bool]:
        """What decides how a program behaves: version without the patch, and build."""
        return (*self.version[:2], self.gil)

    @property
    def name(self) -> str:
        """As it is called in messages: ``3.13``, or ``3.14 without the GIL``."""
        version = f"{self.version[0]}.{self.version[1]}"
        return version if self.gil else f"{version} without the GIL"


def running_interpreter() -> Interpreter:
    """Return the Python that runs this, without the packages of its virtual environment."""
    for path in dict.fromkeys((getattr(sys, "_base_executable", None), sys.executable)):
        found = ask(path) if path else None
        if found is not None and found.version == sys.version_info[:3]:
            return found
    raise RuntimeError(f"{sys.executable} does not say what it is")


def interpreters(environment: Mapping[str, str]) -> list[Interpreter]:
    """Return the CPythons from 3.11 on that are here, oldest first, one of each kind.

    ``environment`` tells where to look: ``PATH``, and ``PYENV_ROOT`` or ``HOME``. The running one
    is there always and stands for its kind, for any other kind the newest patch does.
    """
    here = running_interpreter()
    others = (ask(path) for path in candidates(environment))
    return one_of_each_kind(here, [found for found in others if found is not None])


def one_of_each_kind(running: Interpreter, others: Iterable[Interpreter]) -> list[Interpreter]:
    """Return those that are recent enough, one of each kind, oldest first."""
    newest = {}
    for each in sorted(others, key=lambda found: found.version):
        if each.version >= OLDEST:
            newest[each.kind] = each
    newest[running.kind] = running
    return sorted(newest.values(), key=lambda found: (found.version, not found.gil))


def candidates(environment: Mapping[str, str]) -> list[str]:
    """Return files that may be Pythons, each once: on the path, and pyenv's."""
    minors = range(OLDEST[1], _NEWEST_MINOR + 1)
    names = [f"python3.{minor}{build}" for minor in minors for build in ("", "t")]
    folders = [Path(folder) for folder in environment.get("PATH", "").split(os.pathsep) if folder]
    folders += _pyenv_folders(environment)
    found = [folder / name for folder in folders for name in names]
    return list(dict.fromkeys(os.path.realpath(path) for path in found if os.access(path, os.X_OK)))


def _pyenv_folders(environment: Mapping[str, str]) -> Iterator[Path]:
    root = environment.get("PYENV_ROOT")
    home = environment.get("HOME")
    place = Path(root) if root else Path(home) / ".pyenv" if home else None
    if place is not None:
        yield from sorted(place.glob("versions/*/bin"))


def ask(path: str) -> Interpreter | None:
    """Return what the Python in this file says of itself, None where it is no CPython that runs."""
    try:
        asked = subprocess.run(
            [path, "-I", "-S", "-c", _ASK],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
        told = json.loads(asked.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    if not told["cpython"]:
        return None
    version = (told["version"][0], told["version"][1], told["version"][2])
    methods = tuple(told["start_methods"])
    return Interpreter(told["path"], version, told["gil"], told["platform"], methods)

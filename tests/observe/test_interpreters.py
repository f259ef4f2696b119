"""The Pythons of a machine are found, told apart, and asked what they are."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from grader.observe.interpreters import (
    Interpreter,
    ask,
    candidates,
    interpreters,
    one_of_each_kind,
    running_interpreter,
)


def made_up(path: str, *version: int, gil: bool = True) -> Interpreter:
    major, minor, patch = version
    return Interpreter(path, (major, minor, patch), gil, "linux", ("fork", "spawn"))


def test_the_running_one_says_what_it_is() -> None:
    """Version, platform and start methods are those of this process."""
    found = running_interpreter()
    assert found.version == sys.version_info[:3]
    assert found.name == f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert found.platform == {"darwin": "macos", "win32": "windows"}.get(sys.platform, "linux")
    assert "spawn" in found.start_methods


def test_without_a_place_to_look_the_running_one_is_there() -> None:
    """Neither PATH nor a home folder is needed for the Python that runs."""
    assert interpreters({}) == [running_interpreter()]


def test_there_is_one_of_each_kind_and_the_newest_of_it() -> None:
    """Old versions are left out; builds without the GIL are a kind of their own."""
    running = made_up("running", 3, 12, 1)
    others = [
        made_up("old", 3, 10, 13),
        made_up("a", 3, 11, 2),
        made_up("b", 3, 11, 7),
        made_up("newer", 3, 12, 9),
        made_up("free", 3, 13, 0, gil=False),
        made_up("usual", 3, 13, 0),
    ]
    found = one_of_each_kind(running, others)
    assert [each.path for each in found] == ["b", "running", "usual", "free"]
    assert found[-1].name == "3.13 without the GIL"


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "versions" / "3.12.1" / "bin"
    folder.mkdir(parents=True)
    for name, mode in (("python3.12", 0o755), ("python3.13t", 0o755), ("python3.11", 0o644)):
        (folder / name).write_text("#!/bin/sh\necho nonsense\n")
        (folder / name).chmod(mode)
    (folder / "python3.14").symlink_to(folder / "python3.12")
    return folder


def test_candidates_are_on_the_path(bin_folder: Path) -> None:
    """What cannot be run is passed over, and a second name of one file."""
    found = candidates({"PATH": f"{bin_folder}{os.pathsep}/nowhere"})
    assert [Path(path).name for path in found] == ["python3.12", "python3.13t"]


def test_candidates_are_those_of_pyenv(bin_folder: Path, tmp_path: Path) -> None:
    """Its versions count whether or not they are on the path, wherever its root is."""
    assert len(candidates({"PYENV_ROOT": str(tmp_path)})) == 2
    (tmp_path / ".pyenv").symlink_to(tmp_path)
    assert len(candidates({"HOME": str(tmp_path)})) == 2


NO_PYTHONS = {
    "silent": "exit 0",
    "broken": "exit 127",
    "chatty": "echo nonsense",
    "another": """echo '{"cpython": false}'""",
}


@pytest.mark.parametrize("name", NO_PYTHONS)
def test_what_is_no_cpython_is_none(tmp_path: Path, name: str) -> None:
    """A shim without its version, a wrapper, or another implementation is passed over."""
    file = tmp_path / "python3.12"
    file.write_text(f"#!/bin/sh\n{NO_PYTHONS[name]}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    assert ask(str(file)) is None


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    """It may have gone since it was found."""
    assert ask(str(tmp_path / "python3.12")) is None

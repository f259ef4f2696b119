"""Commands are run as a user runs them: in a folder of their own, with a data folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command import PROGRAM, Kata

from grader.content.builtin import content_root


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_is_heard() -> None:
    """Tests that run in the background ignore Ctrl-C, and so would every program they start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


@pytest.fixture
def kata(folder: Path, home: Path) -> Kata:
    """Run ``kata`` with these arguments, in the learner's folder; return what came of it."""

    def kata(
        *arguments: str,
        columns: int = 80,
        text: str = "",
        cwd: Path = folder,
        **environment: str,
    ) -> subprocess.CompletedProcess[str]:
        variables = {**os.environ, "KATA_HOME": str(home), "COLUMNS": str(columns)}
        variables.pop("NO_COLOR", None)
        return subprocess.run(
            [sys.executable, "-P", "-c", PROGRAM, *arguments],
            cwd=cwd,
            env={**variables, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
            input=text,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return kata


@pytest.fixture
def solve(folder: Path) -> Callable[[str], Path]:
    """Put a kata's solution into the learner's folder, under the learner's name for it."""

    def solve(name: str) -> Path:
        file = folder / f"{name}.py"
        file.write_bytes((content_root() / "katas" / name / "solution.py").read_bytes())
        return file

    return solve

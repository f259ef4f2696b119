"""The wheel, built and installed as a user would get it, is whole."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this repository."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(REPOSITORY)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_content_travels_in_the_wheel(wheel):
    """Every file of katas/ and questions/ stands in the package, and nothing else beside it."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for top in ("katas", "questions"):
        for path in (REPOSITORY / top).rglob("*"):
            relative = path.relative_to(REPOSITORY)
            if path.is_file() and not any(part[0] in "._" for part in relative.parts):
                assert f"grader/_content/{relative}" in names
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"grader"}
    assert not [name for name in names if "__pycache__" in name]


def test_an_installed_wheel_starts_and_grades_a_kata(wheel, tmp_path):
    """From a fresh environment, in an empty folder: start, grade the starter, solve, grade."""
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([programs / "pip", "install", "--quiet", wheel], check=True)
    folder = tmp_path / "empty"
    folder.mkdir()
    variables = {**os.environ, "KATA_HOME": str(tmp_path / "home")}
    variables.pop("PYTHONPATH", None)

    def kata(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [programs / "kata", *arguments],
            cwd=folder,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )

    assert kata("start", "6").returncode == 0
    starter = kata("grade")
    assert (starter.returncode, starter.stderr) == (1, "")
    assert "run_with_arg is still empty" in starter.stdout
    solution = next(environment.rglob("_content/katas/6_thread_with_args/solution.py"))
    (folder / "6_thread_with_args.py").write_bytes(solution.read_bytes())
    solved = kata("grade")
    assert (solved.returncode, solved.stderr) == (0, "")
    assert "Passed: all 6 checks." in solved.stdout

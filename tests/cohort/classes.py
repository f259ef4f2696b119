"""Classes for tests: folders of what learners have handed in, and what came of them."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from grader.content.builtin import content_root
from grader.observe.sandbox import NoSandbox, sandbox

PROGRAM = "from grader.cli.main import run; run()"
KATAS = {int(folder.name[0]): folder for folder in (content_root() / "katas").iterdir()}
FILES = {number: f"{folder.name}.py" for number, folder in KATAS.items()}


def has_sandbox() -> bool:
    try:
        sandbox()
    except NoSandbox:
        return False
    return True


needs_sandbox = pytest.mark.skipif(not has_sandbox(), reason="no sandbox")


def hand_in(
    folder: Path, learner: str, number: int, program: str = "solution", *, alike: bool = False
) -> Path:
    """Put a kata's solution, its starter, or one of its mistakes, into a learner's folder.

    Each learner's is another file, unless they are to be ``alike``: those are graded once.
    """
    kata = KATAS[number]
    names = (kata / f"{program}.py", kata / "mistakes" / f"{program}.py")
    source = next(path for path in names if path.is_file())
    target = folder / learner / FILES[number]
    target.parent.mkdir(parents=True, exist_ok=True)
    signed = "" if alike else f"\n# {learner}\n"
    target.write_text(source.read_text("utf-8") + signed, "utf-8")
    return target


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-P", "-c", PROGRAM, "cohort", *map(str, arguments)]


def environment(home: Path) -> dict[str, str]:
    path = os.pathsep.join(sys.path)
    return {**os.environ, "KATA_HOME": str(home), "COLUMNS": "80", "PYTHONPATH": path}


def cohort(home: Path, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run ``kata cohort`` with these arguments."""
    return subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def results(out: Path) -> dict[tuple[str, str], tuple[str, int, int]]:
    """Each submission's verdict, with how many checks passed, of how many."""
    with contextlib.closing(sqlite3.connect(out / "cohort.db")) as connection:
        rows = connection.execute("SELECT learner, kata, verdict, passed, counted FROM results")
        return {(row[0], row[1]): (row[2], row[3], row[4]) for row in rows}

"""Other people's worst: graded together, beside right programs, as a class."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from grader.content.builtin import content_root
from grader.observe.sandbox import NoSandbox, sandbox

try:
    sandbox()
except NoSandbox as reason:
    pytest.skip(f"no sandbox: {reason}", allow_module_level=True)

HOSTILE = Path(__file__).parent / "hostile"
KATAS = {folder.name[0]: folder for folder in (content_root() / "katas").iterdir()}
PROGRAM = "from grader.cli.main import run; run()"
PORT = 27113
"""Where the programs look for a service of this machine."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]")


class Hostile(NamedTuple):
    """A program, with what must become of it."""

    path: Path
    kata: Path
    verdicts: set[str]


def hostile_programs() -> list[Hostile]:
    """All of them; each says in its first lines what it is for and what it must get."""
    programs = []
    for path in sorted(HOSTILE.glob("*.py")):
        text = path.read_text("utf-8")
        kata, verdict = (re.search(rf"^# {key}: (\S+)$", text, re.M) for key in ("kata", "verdict"))
        assert kata is not None, path
        assert verdict is not None, path
        programs.append(Hostile(path, KATAS[kata[1]], set(verdict[1].split("|"))))
    return programs


PROGRAMS = hostile_programs()


class Class(NamedTuple):
    """A class that was graded."""

    out: Path
    documents: dict[tuple[str, str], dict[str, object]]
    said: str
    left: list[str]
    reached: bool


def graded(root: Path) -> Class:
    """The whole set and right solutions, graded with the sandbox that is the default."""
    folder = root / "class"
    for program in PROGRAMS:
        put(program.path, folder / program.path.stem, program.kata)
    for number, kata in KATAS.items():
        if number not in "35":  # they measure, and take long
            put(kata / "solution.py", folder / "honest", kata)
    with (
        # Nobody else's, so that what is left in it was left by them; and short, for sockets.
        tempfile.TemporaryDirectory(dir="/tmp") as temporary,
        socket.create_server(("127.0.0.1", PORT)) as service,
    ):
        done = subprocess.run(
            [sys.executable, "-P", "-c", PROGRAM, "cohort", "grade", str(folder), "--jobs", "3"],
            env={
                **os.environ,
                "KATA_HOME": str(root / "home"),
                "KATA_SECRET": "s",
                "TMPDIR": temporary,
            },
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        service.settimeout(0)
        reached = was_reached(service)
        left = sorted(path.name for path in Path(temporary).iterdir())
    assert done.returncode == 0, done.stderr
    out = root / "class-graded"
    database = sqlite3.connect(out / "cohort.db")
    rows = database.execute("SELECT learner, kata, document FROM results").fetchall()
    database.close()
    documents = {(learner, kata): json.loads(document) for learner, kata, document in rows}
    return Class(out, documents, done.stdout + done.stderr, left, reached)


def put(source: Path, folder: Path, kata: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, folder / f"{kata.name}.py")


def was_reached(service: socket.socket) -> bool:
    try:
        service.accept()
    except BlockingIOError:
        return False
    return True


def test_there_are_enough_of_them() -> None:
    """Each says what it tries."""
    assert len(PROGRAMS) >= 40
    assert all('"""' in program.path.read_text() for program in PROGRAMS)


def test_a_class_of_them_gets_its_verdicts_and_harms_nobody(tmp_path: Path) -> None:
    """It takes a minute, so it is graded once, for all that is to be seen of it."""
    seen = graded(tmp_path)
    assert wrong_verdicts(seen) == []
    assert who_is_honest_passes(seen)
    assert what_is_left(seen) == []
    assert what_would_be_obeyed(seen) == []


def wrong_verdicts(seen: Class) -> list[str]:
    """Each program has its verdict, and no program's end was that of the grader."""
    documents = [(each, seen.documents[each.path.stem, each.kata.name]) for each in PROGRAMS]
    return [
        f"{program.path.stem}: {document['verdict']}: {told(document)}"
        for program, document in documents
        if document["verdict"] not in program.verdicts
    ]


def told(document: dict[str, object]) -> str:
    checks: list[dict[str, str]] = document["checks"]  # type: ignore[assignment]
    return " ".join(f"{each['id']} {each['seen']} {each['message']}" for each in checks)


def who_is_honest_passes(seen: Class) -> bool:
    """In each kata, beside them."""
    verdicts = [d["verdict"] for (who, _), d in seen.documents.items() if who == "honest"]
    return verdicts == ["pass"] * 6


def what_is_left(seen: Class) -> list[str]:
    """The machine is as it was: no process, no file, and nobody was reached over the network."""
    asleep = [p for p in psutil.process_iter(["cmdline"]) if "86399" in (p.info["cmdline"] or [])]
    bubbles = [p for p in psutil.Process().children(recursive=True) if p.name() == "bwrap"]
    return [*map(str, asleep), *map(str, bubbles), *seen.left, *["network"] * seen.reached]


def what_would_be_obeyed(seen: Class) -> list[str]:
    """What a program calls its threads and errors is text, to a terminal and to a browser."""
    pages = list((seen.out / "reports").glob("*.html"))
    assert len(pages) == len(PROGRAMS) + 1
    texts = [page.read_text("utf-8") for page in [*pages, *seen.out.glob("*.html")]]
    texts += [seen.said, (seen.out / "junit.xml").read_text("utf-8")]
    return [text[:200] for text in texts if CONTROL.search(text) or "<script" in text]

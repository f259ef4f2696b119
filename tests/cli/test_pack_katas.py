"""Katas of installed packs are begun, graded and listed like those that come with kata."""

from __future__ import annotations

import importlib.util
import shutil
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

import pytest

NAME = "101_ask_all"


@pytest.fixture
def installed(kata, folder: Path, home: Path) -> Path:
    """The folder of an installed pack with a kata; what it was added from is gone."""
    assert kata("pack", "new", "mine", "--kata").returncode == 0
    assert kata("pack", "add", "mine").returncode == 0
    shutil.rmtree(folder / "mine")
    return home / "packs" / "mine"


def test_it_goes_the_whole_way(kata, installed: Path, folder: Path) -> None:
    """Started, failed with a misconception of its own pack, begun again, solved, and seen."""
    own = installed / "katas" / NAME
    started = kata("start", "101")
    assert (started.returncode, started.stderr) == (0, "")
    assert f"Wrote {NAME}.py." in started.stdout
    mistake = (own / "mistakes" / "as_they_come.py").read_bytes()
    (folder / f"{NAME}.py").write_bytes(mistake)
    failed = kata("grade")
    assert (failed.returncode, failed.stderr) == (1, "")
    assert "Threads finish in any order." in " ".join(failed.stdout.split())
    assert "kata grade 101" in failed.stdout
    assert kata("reset", "101").returncode == 0
    (folder / f"{NAME}.py").write_bytes((own / "solution.py").read_bytes())
    for words in (["101"], [f"{NAME}.py"], ["--all"]):
        solved = kata("grade", *words)
        assert (solved.returncode, solved.stderr) == (0, ""), solved.stdout
    assert "101  Ask all at once               passed, 4 tries" in kata("list").stdout
    assert "# Kata 101" not in kata("list", "ask_all").stdout
    assert kata("demo", "101").returncode == 0
    assert kata("solution", "101").stdout == (own / "solution.py").read_text("utf-8")


def test_code_that_was_changed_does_not_run(kata, installed: Path, folder: Path) -> None:
    """Each command says so, and how it may run again."""
    own = installed / "katas" / NAME
    shutil.copy(own / "solution.py", folder / f"{NAME}.py")
    note = folder / "it-ran"
    for name in ("checks.py", "solution.py"):
        (own / name).write_text(f"open({str(note)!r}, 'w')\n", "utf-8")
    told = (
        f"Kata {NAME} is in a pack whose code is not trusted, and does not run. "
        f"To check it, and to be asked, type:\n  kata pack check {installed}\n"
    )
    for words in (["grade", "101"], ["grade", f"{NAME}.py"], ["grade", "--all"], ["demo", "101"]):
        done = kata(*words)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", told)
    assert not note.exists()
    assert kata("list").returncode == 0


def test_a_kata_that_cannot_be_read_takes_no_other_down(kata, installed: Path) -> None:
    """The list does without it; who asks for it is told."""
    (installed / "katas" / NAME / "kata.yaml").write_text("format: 1\n", "utf-8")
    listed = kata("list")
    assert (listed.returncode, listed.stderr, "101" in listed.stdout) == (0, "", False)
    done = kata("start", "101")
    assert done.returncode == 2
    assert 'key "title" is missing' in done.stderr


def test_a_name_that_is_nowhere_is_told_with_all_there_are(kata, installed: Path) -> None:
    """Also those of packs."""
    done = kata("start", "ask_al")
    assert done.returncode == 2
    assert f"Did you mean {NAME}?" in done.stderr
    assert f", {NAME}." in done.stderr


@pytest.mark.parametrize("linked", [False, True])
def test_bytecode_beside_trusted_sources_is_not_what_runs(
    kata, installed: Path, folder: Path, linked: bool
) -> None:
    """A compiled file is no part of what was agreed to, and may hold anything."""
    own = installed / "katas" / NAME
    shutil.copy(own / "solution.py", folder / f"{NAME}.py")
    note = folder / "it-ran"
    forged = importlib.util.cache_from_source(str(own / "checks.py"))
    if linked:
        (folder / "elsewhere").mkdir()
        shutil.rmtree(Path(forged).parent, ignore_errors=True)
        Path(forged).parent.symlink_to(folder / "elsewhere", target_is_directory=True)
    Path(forged).parent.mkdir(exist_ok=True)
    code = compile(f"open({str(note)!r}, 'w')\n", str(own / "checks.py"), "exec")
    # An unchecked hash: Python takes such a file for current without a look at the source.
    Path(forged).write_bytes(_code_to_hash_pyc(code, b"\0" * 8, False))
    assert kata("grade", "101").returncode == 0
    assert kata("pack", "check", str(installed), "--quick", "--kata", "101").returncode == 0
    assert not note.exists()

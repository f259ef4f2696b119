"""Classes with what one would not expect in them, and results that were damaged."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from classes import FILES, cohort, hand_in, needs_sandbox
from test_cohort import gradebook

pytestmark = needs_sandbox
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run ``kata cohort``, in the folder that holds the class's."""
    return lambda *arguments: cohort(tmp_path / "home", *arguments, cwd=tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ann is right in one kata."""
    hand_in(tmp_path / "spring", "ann", 1)
    return tmp_path / "spring"


def test_a_zip_of_a_thousand_folders_is_one_learners_error(run: Run, folder: Path) -> None:
    """The others are graded."""
    with zipfile.ZipFile(folder / "deep.zip", "w") as archive:
        archive.writestr("a/" * 1900 + FILES[1], "pass")
    done = run("grade", folder)
    assert done.returncode == 0, done.stderr
    ann, deep = gradebook(Path(f"{folder}-graded"))
    assert (ann[FILES[1][:-3]], deep[FILES[1][:-3]]) == ("pass", "error")
    told = json.loads((Path(f"{folder}-graded") / "reports" / "deep.json").read_text("utf-8"))
    message = told["submissions"][0]["report"]["checks"][0]["message"]
    assert "lies more than 64 folders deep" in message


def test_names_obey_nobody(run: Run, folder: Path) -> None:
    """No terminal, no reader of XML and no spreadsheet."""
    hand_in(folder, "x\x1b]0;mine\x07\ufffe", 1)
    hand_in(folder, "\x85 =1+1", 1)
    (folder / "\x1b[31mred.txt").touch()
    done = run("grade", folder)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert "Left out, for no kata's name is in it: \\x1b[31mred.txt" in done.stderr
    out = Path(f"{folder}-graded")
    assert len(ET.parse(out / "junit.xml").getroot()) == 3
    assert "\x1b" not in (out / "gradebook.csv").read_text("utf-8")
    assert {row["learner"][:2] for row in gradebook(out)} == {"an", "x\\", "'="}


def test_a_name_is_the_same_in_both_forms_of_unicode(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """One system writes the accent as a character of its own, and the roster does not."""
    hand_in(folder, "Mu\u0308ller", 1)
    roster = tmp_path / "roster.csv"
    roster.write_text("learner,name\nM\u00fcller,Jo\n", "utf-8")
    done = run("grade", folder, "--roster", roster)
    assert "handed nothing in" not in done.stdout
    assert [row["learner"] for row in gradebook(Path(f"{folder}-graded"))] == ["M\u00fcller", "ann"]
    assert run("show", folder, "Mu\u0308ller").returncode == 0


def test_what_is_assigned_counts_and_nothing_else(run: Run, folder: Path) -> None:
    """Whatever else is handed in, and though nobody has done it."""
    hand_in(folder, "ann", 6)
    hand_in(folder, "bob", 7)
    assert run("grade", folder, "--assigned", "1, 7").returncode == 0
    ann, bob = gradebook(Path(f"{folder}-graded"))
    assert [head for head in ann if head[0].isdigit()] == [
        name + end for name in (FILES[1][:-3], FILES[7][:-3]) for end in ("", " score")
    ]
    assert (ann["score"], bob["score"]) == ("0.5", "0.5")
    assert run("regrade", folder, "--kata", "1").returncode == 0
    assert gradebook(Path(f"{folder}-graded"))[0] == ann
    wrong = run("grade", folder, "--assigned", "1,77")
    assert wrong.returncode == 2
    assert "77" in wrong.stderr


def test_gradescopes_total_is_the_gradebooks_mean(run: Run, folder: Path) -> None:
    """For who handed in all, a part, what cannot be loaded, and nothing."""
    hand_in(folder, "ann", 6, "starter")
    (folder / "eve").mkdir()
    (folder / "eve" / FILES[6]).write_text("def run_with_arg(:\n")
    (folder / "zoe").mkdir()
    assert run("grade", folder).returncode == 0
    out = Path(f"{folder}-graded")
    for row in gradebook(out):
        told = json.loads((out / "gradescope" / f"{row['learner']}.json").read_text("utf-8"))
        most = sum(test["max_score"] for test in told["tests"])
        assert most == pytest.approx(20, abs=0.01)
        part = sum(test["score"] for test in told["tests"]) / most
        assert part == pytest.approx(float(row["score"]), abs=0.001), row


def test_the_class_page_leads_to_each_learners(run: Run, folder: Path) -> None:
    """And who handed in the same is told, whatever stands beside it."""
    for learner, number in (("carl", 6), ("dora e", 7)):
        hand_in(folder, learner, number)
        hand_in(folder, learner, 1, alike=True)
    done = run("grade", folder)
    assert f"2 learners handed in the same {FILES[1][:-3]}: carl, dora e" in done.stdout
    out = Path(f"{folder}-graded")
    page = (out / "class.html").read_text("utf-8")
    links = [part.partition('"')[0] for part in page.split('<a href="')[1:]]
    assert len(links) == 3
    assert all((out / link).is_file() for link in links)


@pytest.mark.parametrize(
    "damage",
    ["UPDATE results SET document = '{'", "DROP TABLE results", None],
    ids=["report", "table", "pages"],
)
def test_a_damaged_database_is_told_as_that(run: Run, folder: Path, damage: str | None) -> None:
    """Wherever it is damaged, and with what to do."""
    run("grade", folder)
    kept = Path(f"{folder}-graded") / "cohort.db"
    if damage is None:
        whole = kept.read_bytes()
        kept.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    else:
        with sqlite3.connect(kept) as connection:
            connection.execute(damage)
        connection.close()
    done = run("grade", folder)
    assert done.returncode == 2, done.stderr
    assert f"{kept} cannot be used: " in done.stderr
    assert "Rename it, and grade again: kata makes a new one." in done.stderr
    kept.rename(kept.with_name("old.db"))
    assert run("grade", folder).returncode == 0


def test_a_database_of_the_first_version_goes_on(run: Run, folder: Path) -> None:
    """It does not know who handed in the same; nothing is graded again for it."""
    run("grade", folder)
    kept = Path(f"{folder}-graded") / "cohort.db"
    with sqlite3.connect(kept) as connection:
        connection.execute("ALTER TABLE submissions DROP COLUMN own")
        connection.execute("UPDATE results SET at = 'before'")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert run("grade", folder).returncode == 0
    with sqlite3.connect(kept) as connection:
        assert connection.execute("SELECT at FROM results").fetchall() == [("before",)]
    connection.close()


def test_regrade_asks_who_was_meant(run: Run, folder: Path) -> None:
    """As show does."""
    run("grade", folder)
    done = run("regrade", folder, "--learner", "anm")
    assert done.returncode == 2
    assert "There is no learner anm in it. Did you mean ann?" in done.stderr

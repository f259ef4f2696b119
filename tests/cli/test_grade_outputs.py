"""What `kata grade` gives besides its report: pictures, traces, documents; plain lines."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

NAME = "1_threading_basic"
NO_JOIN = """\
import threading


def run_in_thread(func):
    threading.Thread(target=func).start()
"""
# A picture is made without the gate: a machine that keeps the caller from returning for 50 ms shows
# a thread that has ended by then. What is told of either is tested beside the renderers.
OUTLIVED = re.compile(r"One call\.\s(1\sthread\sstill\sran\swhen\sit\sreturned\.\s)?It\sreturned")


@pytest.fixture
def wrong(folder):
    """The learner's file, which starts a thread and does not wait for it."""
    file = folder / f"{NAME}.py"
    file.write_text(NO_JOIN)
    return file


def test_a_failed_check_of_concurrency_shows_the_lanes_that_prove_it(kata, wrong):
    """In ASCII where the locale has no more, with the learner's lines."""
    done = kata("grade", "1", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    found = re.search(r"\n( +MainThread .*\n +Thread-1 \(func\) .*\n +S start.*\n)", done.stdout)
    assert found is not None
    assert "S start (line 5)   # runs func   - is there   | run_in_thread" in found[1]
    assert done.stdout.isascii()


@pytest.mark.parametrize("words", [("--timeline", "1"), ("1", "--timeline"), ("1", "--timeline=-")])
def test_a_timeline_is_drawn_in_the_terminal(kata, wrong, words):
    """Whichever way round: a number behind the option is the kata."""
    done = kata("grade", *words)
    assert done.returncode == 1
    drawn = done.stdout.partition("Next, when you have mended it: kata grade 1\n")[2]
    assert "run_in_thread, where each call sleeps for 50 ms\n\n  Yours  " in drawn
    assert OUTLIVED.search(drawn)
    assert "\n  Reference  " in drawn
    assert "█ runs a call" in drawn


@pytest.mark.parametrize(
    ("file", "begins", "told"),
    [
        ("out.html", "<!DOCTYPE html>", "Open it in a browser."),
        ("out.svg", "<svg ", "Open it in a browser."),
    ],
)
def test_a_timeline_is_drawn_into_a_file(kata, wrong, folder, file, begins, told):
    """The report is shown as ever, and then where the picture is."""
    done = kata("grade", "1", "--timeline", file)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.endswith(
        f"Next, when you have mended it: kata grade 1\nWrote {file}. {told}\n"
    )
    text = (folder / file).read_text("utf-8")
    assert text.startswith(begins)
    assert OUTLIVED.search(text)
    assert str(folder) not in text


def test_a_trace_is_written_for_viewers(kata, wrong, folder):
    """With --json what is told goes to standard error, and the document stays alone."""
    done = kata("grade", "1", "--json", "--trace", "out.json")
    assert done.stderr == ("Wrote out.json. Open it in https://ui.perfetto.dev or in speedscope.\n")
    assert json.loads(done.stdout)["trace"] is None
    events = json.loads((folder / "out.json").read_text())["traceEvents"]
    assert {"yours: run_in_thread", "reference: run_in_thread"} <= {
        event["args"]["name"] for event in events if event["name"] == "process_name"
    }


def test_a_trace_without_a_file_is_in_the_document(kata, wrong):
    """As before: every event that was seen."""
    document = json.loads(kata("grade", "--json", "--trace", "1").stdout)
    assert "started" in {e["kind"] for each in document["trace"] for e in each["events"]}


def test_documents_for_others_are_written_beside_the_report(kata, wrong, folder):
    """For one kata, and for all in the folder; the exit status is that of the grading."""
    assert kata("grade", "1", "--junit", "j.xml", "--gradescope", "g.json").returncode == 1
    assert ET.parse(folder / "j.xml").getroot()[0].get("failures") == "1"
    assert len(json.loads((folder / "g.json").read_text())["tests"]) == 3
    (folder / "6_thread_with_args.py").write_text("")
    assert kata("grade", "--all", "--junit", "j.xml", "--gradescope", "g.json").returncode == 1
    suites = ET.parse(folder / "j.xml").getroot()
    assert [suite.get("errors") for suite in suites] == ["0", "1"]
    assert len(json.loads((folder / "g.json").read_text())["tests"]) == 4


REFUSED = [
    (
        ("1", "--timeline", "out.png"),
        "--timeline draws into a file that ends in .html or .svg, and not into out.png. For a "
        "picture in this terminal, leave the file out.",
    ),
    (
        ("1", "--trace", "out.txt"),
        "--trace writes into a file that ends in .json, and not out.txt.",
    ),
    (
        ("1", "--trace"),
        "--trace needs a file, such as --trace trace.json for Perfetto; or --json, whose report "
        "it becomes a part of.",
    ),
    (("1", "--timeline", "no/t.html"), "There is no folder no. Make it first: mkdir -p no"),
    (("1", "--junit", "no/j.xml"), "There is no folder no. Make it first: mkdir -p no"),
    (("1", "--junit", "pipe.xml"), "pipe.xml is not an ordinary file. Name another one."),
    (
        ("1", "--junit", "folder.xml"),
        "folder.xml is a folder. Name a file in it: folder.xml/out.xml",
    ),
    (
        ("1", "--junit", "1_threading_basic.py"),
        "--junit writes into a file that ends in .xml, and not into 1_threading_basic.py.",
    ),
    (
        ("1", "--timeline", "link.html"),
        "--timeline writes into a file that ends in .html or .svg, and not into "
        "1_threading_basic.py, to which link.html leads.",
    ),
    (
        ("1", "--gradescope", "a.json", "--trace", "./a.json"),
        "Two results cannot stand in a.json. Name two files.",
    ),
    (("1", "--kata", "5"), "1 and --kata 5 are two katas. Name one of them."),
    (
        ("1", "--json", "--timeline"),
        "With --json nothing else is printed. Name a file: --timeline timeline.html",
    ),
    (("--all", "--timeline=-"), "A picture is of one kata: name it, and leave --all out."),
]


@pytest.mark.parametrize(("words", "message"), REFUSED, ids=[" ".join(w) for w, _ in REFUSED])
def test_what_cannot_be_given_is_told_before_anything_is_graded(
    kata, wrong, folder, words, message, home
):
    """Exit status 2, no report, nothing remembered, and nothing written over."""
    os.mkfifo(folder / "pipe.xml")
    (folder / "folder.xml").mkdir()
    (folder / "link.html").symlink_to("1_threading_basic.py")
    before = (folder / "1_threading_basic.py").read_bytes()
    done = kata("grade", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())
    assert (folder / "1_threading_basic.py").read_bytes() == before
    assert not remembers_a_grading(home)


def remembers_a_grading(home: Path) -> bool:
    if not (home / "progress.db").exists():
        return False
    connection = sqlite3.connect(home / "progress.db")
    count = connection.execute("SELECT count(*) FROM gradings").fetchone()[0]
    connection.close()
    return count > 0


def test_where_there_is_no_room_the_report_is_shown_and_the_old_file_stays(kata, wrong, folder):
    """A full disk: a file system of its own, as small as it can be."""
    small = folder / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(small)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        (small / "t.html").write_text("old")
        done = kata("grade", "1", "--timeline", "small/t.html")
        assert done.returncode == 2
        assert "Next, when you have mended it: kata grade 1\n" in done.stdout
        assert done.stderr == (
            "small/t.html could not be written: No space left on device. Name another file.\n"
        )
        assert [file.name for file in small.iterdir()] == ["t.html"]
        assert (small / "t.html").read_text() == "old"
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_link_stays_one(kata, wrong, folder):
    """What it leads to is written, and nothing else is left lying."""
    (folder / "real.svg").write_text("old")
    (folder / "link.svg").symlink_to("real.svg")
    kata("grade", "1", "--timeline", "link.svg")
    assert (folder / "link.svg").is_symlink()
    assert (folder / "real.svg").read_text("utf-8").startswith("<svg ")
    assert {file.name for file in folder.iterdir()} == {wrong.name, "real.svg", "link.svg"}


def test_a_file_that_cannot_be_loaded_has_nothing_to_draw(kata, folder):
    """It is said, and no empty picture is written."""
    (folder / f"{NAME}.py").write_text("def run_in_thread(func:\n")
    done = kata("grade", "1", "--timeline", "out.svg")
    assert done.returncode == 1
    assert done.stderr == "There is no run to draw: no function of the file was called.\n"
    assert not (folder / "out.svg").exists()


PLAIN = """\
Kata 1: A first thread, file 1_threading_basic.py.

Check 1 of 3 passed: func is called exactly once, with no arguments.
Check 2 of 3 passed: It runs in one new thread, begun by start().
Check 3 of 3 failed: The call returns only when func has finished, by
join().
"""


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (("--plain", "grade", "1"), {}),
        (("grade", "--plain", "1"), {}),
        (("grade", "1", "--plain"), {}),
        (("grade", "1"), {"KATA_PLAIN": "1"}),
    ],
)
def test_a_plain_report_is_sentences(kata, wrong, words, environment):
    """However it is asked for; lanes are told in words, and nothing stands in columns."""
    done = kata(*words, columns=70, **environment)
    assert done.stdout.startswith(PLAIN)
    assert "\nExpected: " in done.stdout
    assert "\nThe run: One call. 1 thread still ran when it returned. It returned" in done.stdout
    assert "\nLine 5: threading.Thread(target=func).start()\n" in done.stdout
    assert "\nWhy: " in done.stdout
    assert done.stdout.endswith("\nNext, when you have mended it: kata grade 1\n")
    assert "   " not in done.stdout
    assert done.stdout.isascii()


def test_a_plain_timeline_is_sentences(kata, wrong):
    """Who did what, from when to when."""
    drawn = kata("grade", "1", "--plain", "--timeline").stdout
    assert re.search("Your run: " + OUTLIVED.pattern, drawn)
    assert "  Thread-1 (func), started by MainThread in line 5: func() from " in drawn
    assert "█" not in drawn

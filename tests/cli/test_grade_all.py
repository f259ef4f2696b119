"""``kata grade --all``: every kata in the folder, a line each, and the worst decides."""

from __future__ import annotations

import json

STARTER_FAILS = """\
  FAIL  Kata 1: A first thread
        - func is called exactly once, with no arguments
        - It runs in one new thread, begun by start()
        - The call returns only when func has finished, by join()
"""


def test_each_kata_has_a_line(kata, solve, folder):
    """What failed is named, and the next command is to grade that kata."""
    solve("6_thread_with_args")
    assert kata("start", "1").returncode == 0
    done = kata("grade", "--all")
    assert done.stdout == (
        STARTER_FAILS + "  pass  Kata 6: A thread with arguments\n"
        "\nPassed: 1 of 2 katas.\nNext: kata grade 1\n"
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "6  A thread with arguments       passed, 1 try\n" in kata("list").stdout


def test_all_passed(kata, solve):
    """The exit status is 0."""
    solve("6_thread_with_args")
    done = kata("grade", "--all")
    assert done.returncode == 0
    assert done.stdout.endswith("Passed: 1 of 1 katas.\nNext: kata list\n")


def test_as_json_it_is_one_list(kata, solve):
    """Of the documents that each kata's grading prints."""
    solve("6_thread_with_args")
    solve("1_threading_basic")
    done = kata("grade", "--all", "--json")
    reports = json.loads(done.stdout)
    assert [(report["number"], report["verdict"]) for report in reports] == [
        (1, "pass"),
        (6, "pass"),
    ]


def test_a_folder_without_katas(kata):
    """What to type is told."""
    done = kata("grade", "--all")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "No file of a kata is in this folder. To begin the first: kata start 1\n",
    )


def test_all_and_one_contradict_each_other(kata):
    """It is a usage error."""
    done = kata("grade", "--all", "6")
    assert done.returncode == 2
    assert "--all grades every kata here: name none, or leave --all out." in done.stderr


def test_what_cannot_be_read_keeps_nobody_from_being_graded(kata, solve, folder):
    """It is told, and the exit status is that of a wrong command."""
    solve("6_thread_with_args")
    (folder / "1_threading_basic.py").mkdir()
    done = kata("grade", "--all", "--junit", "out.xml")
    assert "pass  Kata 6: A thread with arguments\n" in done.stdout
    assert (folder / "out.xml").is_file()
    assert done.stderr == (
        "1_threading_basic.py is a folder. Name the file in it: "
        "kata grade 1_threading_basic.py/FILE.py\n"
    )
    assert done.returncode == 2

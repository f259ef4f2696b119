"""``kata start``, ``kata reset`` and ``kata list``: nothing that a learner wrote is lost."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from grader.content.builtin import content_root

NAME = "6_thread_with_args"
STARTER = (content_root() / "katas" / NAME / "starter.py").read_bytes()


def test_start_writes_the_starter_and_shows_the_brief(kata, folder):
    """The starter stands in the folder under its own name, and the task is on the screen."""
    done = kata("start", "6")
    assert done.returncode == 0
    assert (folder / f"{NAME}.py").read_bytes() == STARTER
    assert done.stdout.startswith("Kata 6: a thread with arguments\n")
    assert done.stdout.endswith(
        f"\nWrote {NAME}.py. Open it in your editor, fill it in, and then type:\n  kata grade\n"
    )


def test_start_fits_the_brief_to_the_terminal(kata):
    """At 60 columns no line of the brief is longer."""
    lines = kata("start", "6", columns=60).stdout.splitlines()
    assert max(map(len, lines[:-2])) <= 60


def test_start_never_writes_over_a_file(kata, folder):
    """A file of that name stays as it is, and the message says how to begin again."""
    (folder / f"{NAME}.py").write_text("mine")
    done = kata("start", "6")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"{NAME}.py is here already, and stays as it is. To read the task: kata list 6. "
        "To grade it: kata grade 6. To begin again, with a backup of it: kata reset 6\n"
    )
    assert (folder / f"{NAME}.py").read_text() == "mine"


def test_start_of_an_unknown_kata_names_those_there_are(kata, folder):
    """A kata that there is not is a usage error, with the next command to type."""
    done = kata("start", "9")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'There is no kata "9".' in done.stderr
    assert "kata list" in done.stderr
    assert list(folder.iterdir()) == []


def test_start_in_a_folder_that_may_not_be_written(kata, folder):
    """A folder that refuses the file is told with a way out (root may write everywhere)."""
    (folder / f"{NAME}.py").symlink_to("/proc/no-such-folder/file.py")
    done = kata("start", "6")
    assert done.returncode == 2
    assert NAME in done.stderr


def test_reset_keeps_a_backup(kata, folder):
    """The starter is back, and what was written stands beside it."""
    kata("start", "6")
    (folder / f"{NAME}.py").write_text("mine")
    done = kata("reset", "6")
    (backup,) = folder.glob("*.bak")
    assert done.returncode == 0
    assert done.stdout == (
        f"Wrote {NAME}.py anew. What you had is in {backup.name}.\n"
        "Fill it in, and then type:\n  kata grade 6\n"
    )
    assert re.fullmatch(rf"{NAME}\.py\.\d{{8}}-\d{{6}}\.bak", backup.name)
    assert backup.read_text() == "mine"
    assert (folder / f"{NAME}.py").read_bytes() == STARTER


def test_two_resets_keep_two_backups(kata, folder):
    """A backup is never written over by the next, even within one second."""
    kata("start", "6")
    for text in ("first", "second"):
        (folder / f"{NAME}.py").write_text(text)
        kata("reset", "6")
    assert sorted(path.read_text() for path in folder.glob("*.bak")) == ["first", "second"]


def test_reset_of_an_untouched_starter_says_so(kata, folder):
    """Nothing is done, and no backup is made, where there is nothing to begin again."""
    kata("start", "6")
    done = kata("reset", "6")
    assert done.returncode == 2
    assert done.stderr == f"{NAME}.py is the starter already. To grade it: kata grade 6\n"
    assert not list(folder.glob("*.bak"))


def test_reset_without_a_file_says_how_to_start(kata):
    """A kata that was never started here cannot be reset."""
    done = kata("reset", "6")
    assert done.returncode == 2
    assert done.stderr == (
        f"There is no file {NAME}.py in this folder. To begin it: kata start 6\n"
    )


def test_reset_does_not_reach_into_another_folder(kata, folder, tmp_path):
    """What was begun elsewhere stays as it is, and the message says where that was."""
    kata("start", "6")
    (folder / f"{NAME}.py").write_text("mine")
    done = kata("reset", "6", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.endswith(f"You began it in {folder}: go there to reset it\n")
    assert (folder / f"{NAME}.py").read_text() == "mine"


def test_list_shows_how_the_learner_stands(kata, solve):
    """Each kata has its title, summary and standing, and the next command is named."""
    solve(NAME)
    kata("grade", "6")
    done = kata("list", columns=60)
    assert done.returncode == 0
    assert "1  A first thread                not tried\n" in done.stdout
    assert "6  A thread with arguments       passed, 1 try\n" in done.stdout
    assert done.stdout.endswith("\nNext: kata start 7\n")
    assert max(map(len, done.stdout.splitlines())) <= 60


def test_list_of_a_kata_shows_its_task_again(kata):
    """The brief can be read at any time, and nothing is written."""
    done = kata("list", "6")
    assert done.returncode == 0
    assert done.stdout.startswith("Kata 6: a thread with arguments\n")


def test_list_does_not_make_the_file_of_progress(kata, home):
    """A command that only reads writes nothing."""
    kata("list")
    assert not home.exists()


def test_on_a_full_disk_nothing_is_left_half_written(kata, folder):
    """An empty file would stand in the way of the next try."""
    small = folder / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(small)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        (small / "full").write_bytes(bytes(4096))
        done = kata("start", "1", cwd=small)
        assert done.returncode == 2
        assert "cannot be written here: No space left on device." in " ".join(done.stderr.split())
        assert [path.name for path in small.iterdir()] == ["full"]
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_the_list_as_json_is_of_all(kata):
    """A task is no JSON."""
    done = kata("list", "--json", "6")
    assert done.returncode == 2
    assert "--json is for the list of katas: leave the kata out." in done.stderr

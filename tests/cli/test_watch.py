"""`kata watch` in a real terminal: saves, keys, and what is left when it ends."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from terminal import Terminal

from grader.content.builtin import content_root
from grader.observe.inside.family import descendants

NAME = "1_threading_basic"
RIGHT = (content_root() / "katas" / NAME / "solution.py").read_text("utf-8")
WRONG = (
    "import threading\n\n\ndef run_in_thread(func):\n    threading.Thread(target=func).start()\n"
)
ENDLESS = "def run_in_thread(func):\n    while True:\n        pass\n"
PASSED = "Passed: all 3 checks.\nNext: n, the next kata\n"
KEYS = "Enter grade again   q quit"


@pytest.fixture
def file(folder: Path) -> Path:
    file = folder / f"{NAME}.py"
    file.write_text(WRONG)
    return file


@pytest.fixture
def watching(folder, home, file):
    """`kata watch` of the file, at work."""
    with Terminal(folder, home, "watch", "1", columns=100) as terminal:
        terminal.until(KEYS)
        yield terminal


def test_a_save_is_graded_and_told_with_what_to_do(watching, file):
    """The wrong file first, then the right one; how it watches stands below."""
    file.write_text(RIGHT)
    told = watching.until(KEYS)
    assert PASSED in told
    assert "watching by the system's events\n" in told
    file.write_text(WRONG)
    told = watching.until(KEYS)
    assert "Not yet: 2 of 3 checks passed.\n" in told
    assert "\nNext, when you have mended it: save it\n" in told
    watching.press("q")
    assert watching.ended() == 0


def test_an_editor_that_puts_a_new_file_in_its_place_is_noticed(watching, file):
    """Vim, and others, write beside it and rename."""
    new = file.with_suffix(".new")
    new.write_text(RIGHT)
    new.replace(file)
    assert PASSED in watching.until(KEYS)


def test_a_save_in_the_middle_of_a_grading_starts_it_afresh(watching, file):
    """Nobody waits for the limit of a program that is mended already."""
    file.write_text(ENDLESS)
    watching.until("] 1 of 3: ")
    file.write_text(RIGHT)
    told = watching.until(KEYS)
    assert PASSED in told
    assert "Timeout" not in told


def test_the_same_content_is_not_graded_again(watching, file):
    """A touch is no save; Enter asks for it all the same."""
    os.utime(file)
    watching.press("\r")
    assert watching.until(KEYS).count("Not yet: 2 of 3") == 1
    assert len(gradings(watching, file)) == 2


def gradings(watching, file):
    """What is remembered, once it has ended."""
    watching.press("q")
    watching.ended()
    with closing(sqlite3.connect(file.parents[1] / "home" / "progress.db")) as database:
        return database.execute("SELECT verdict FROM gradings").fetchall()


def test_a_file_that_is_gone_is_waited_for(watching, file):
    """Nothing ends; when it is there again it is graded."""
    kept = file.with_suffix(".kept")
    file.rename(kept)
    told = " ".join(watching.until("again.").split())
    assert f"{file.name} cannot be read (No such file or directory)." in told
    kept.rename(file)
    assert "Not yet: 2 of 3 checks passed." in watching.until(KEYS)


def test_a_file_that_may_not_be_read_is_waited_for(watching, file):
    """Root may read all; a folder in its place is as unreadable for it."""
    file.unlink()
    file.mkdir()
    told = " ".join(watching.until("again.").split())
    assert "cannot be read (Is a directory)." in told
    file.rmdir()
    file.write_text(RIGHT)
    assert PASSED in watching.until(KEYS)


def test_a_pipe_in_its_place_is_not_waited_for(watching, file):
    """It is told as what it is, and the file is graded when it is there again."""
    pipe = file.with_name("pipe")
    os.mkfifo(pipe)
    pipe.replace(file)
    watching.until(f"{file.name} cannot be read (not an ordinary file).")
    new = file.with_suffix(".new")
    new.write_text(RIGHT)
    new.replace(file)
    assert PASSED in watching.until(KEYS)


def test_the_keys_show_hint_timeline_and_list(watching):
    """Each with the keys again below it; one that means nothing is explained."""
    watching.press("h")
    told = watching.until(KEYS)
    assert "Kata 1, hint 1 of " in told
    assert "For hint 2: h\n" in told
    watching.press("t")
    told = watching.until(KEYS)
    assert "run_in_thread, where each call sleeps for 50 ms" in told
    assert "  One call. " in told
    watching.press("l")
    told = watching.until(KEYS)
    assert "1  A first thread                not yet, 1 try, 1 of " in told
    assert "Next: mend it, and save it\n" in told
    watching.press("x")
    assert "x means nothing here. The keys are h, t, n, l, s, Enter, q.\n" in watching.until(KEYS)


def test_the_solution_and_the_next_kata_come_after_a_pass(watching, file, folder):
    """Before it, a word on how else; then the next kata's file is written and watched."""
    watching.press("s")
    assert "kata solution 1 --give-up" in watching.until(KEYS)
    watching.press("n")
    assert "Kata 1 is not passed yet. A hint: h. To leave: q\n" in watching.until(KEYS)
    file.write_text(RIGHT)
    watching.until(KEYS)
    watching.press("s")
    assert "def run_in_thread(func):" in watching.until(KEYS)
    watching.press("n")
    told = watching.until(KEYS)
    assert "Kata 2: " in told
    assert "Your file is 2_multiprocessing_basic.py. Fill it in: it is graded" in told
    following = folder / "2_multiprocessing_basic.py"
    following.write_text("def run_in_process(func):\n    return func()\n")
    assert "Kata 2: A first process (2_multiprocessing_basic.py)" in watching.until(KEYS)


def test_ctrl_c_ends_it_in_the_middle_of_a_grading_and_leaves_nothing(watching, file):
    """Exit status 130, and none of the processes lives on."""
    file.write_text(ENDLESS)
    watching.until("] 1 of 3: ")
    family = descendants(watching.process.pid)
    assert family
    watching.press("\x03")
    assert watching.ended() == 130
    assert "Stopped." in watching.written
    assert not [pid for pid in family if Path(f"/proc/{pid}").exists()]


def test_q_ends_it_in_the_middle_of_a_grading(watching, file):
    """Nobody waits for the limit to leave."""
    file.write_text(ENDLESS)
    watching.until("] 1 of 3: ")
    watching.press("q")
    assert watching.ended() == 0


def test_a_kill_leaves_no_process(watching, file):
    """The warm children end by themselves when nobody is there any more."""
    family = descendants(watching.process.pid)
    assert family
    watching.process.send_signal(signal.SIGKILL)
    watching.process.wait()
    for pid in family:
        subprocess.run(["tail", f"--pid={pid}", "-f", "/dev/null"], timeout=30, check=False)
        assert not Path(f"/proc/{pid}").exists()


def test_where_no_events_come_the_file_is_looked_at(folder, home, file):
    """With --poll from the beginning, and it is told."""
    with Terminal(folder, home, "watch", "1", "--poll", columns=100) as terminal:
        assert ", watching by looking every 0.1 s\n" in terminal.until(KEYS)
        file.write_text(RIGHT)
        assert PASSED in terminal.until(KEYS)


def test_at_forty_columns_nothing_is_wider(folder, home, file):
    """The report, the lanes and the keys fit; the learner's own line and a command stay whole."""
    with Terminal(folder, home, "watch", "1", columns=40) as terminal:
        shown = terminal.until("q quit").rpartition("\r")[2]  # less what was taken back
        whole = ("threading.Thread", "kata quiz --misconception")
        lines = [each for each in shown.splitlines() if not any(w in each for w in whole)]
        assert [each for each in lines if len(each) > 40] == []


def test_plain_lines_name_the_keys_in_a_sentence(folder, home, file):
    """Nothing is cleared and nothing stands in columns."""
    with Terminal(folder, home, "watch", "1", "--plain", columns=100) as terminal:
        told = " ".join(terminal.until("q for quit.").split())
        assert "Watching by the system's events. Keys: h for hint, t for timeline," in told


def test_without_a_terminal_lines_of_a_pipe_are_the_keys(kata, file):
    """And when the pipe has ended it goes on watching, until it is told to end."""
    done = kata("watch", "1", text="h\nq\n")
    assert done.returncode == 0
    assert "Kata 1, hint 1 of " in done.stdout
    assert "\x1b" not in done.stdout


def test_what_is_not_there_is_told_as_by_grade(kata):
    """Which kata is meant, and how to begin it."""
    assert kata("watch").stderr == "No kata is started yet. To see them all: kata list\n"
    assert kata("watch", "1").stderr.endswith("To grade a file elsewhere: kata grade PATH\n")

"""``kata demo`` shows what the solution does and not its code; ``kata solution`` shows the code."""

from __future__ import annotations

import re

import pytest

from grader.content.builtin import content_root
from grader.content.katas import kata_names

NAME = "6_thread_with_args"
SOLUTION = (content_root() / "katas" / NAME / "solution.py").read_text("utf-8")


@pytest.mark.parametrize("name", kata_names(content_root()))
def test_demo_runs_every_solution(kata, name):
    """It prints something, starts something, and shows no line of code."""
    done = kata("demo", name.partition("_")[0])
    assert (done.returncode, done.stderr) == (0, "")
    assert "It printed:\n" in done.stdout
    assert "(nothing)" not in done.stdout
    assert re.search(r"^ +\d+\.\d  \S+ (starts the (thread|process)|opens a) ", done.stdout, re.M)
    code = (content_root() / "katas" / name / "solution.py").read_text("utf-8")
    lines = [line.strip() for line in code.splitlines() if len(line.strip()) > 12]
    assert [line for line in lines if line in done.stdout] == []
    assert done.stdout.endswith(f"\nNext: kata start {name.partition('_')[0]}\n")


def test_demo_tells_the_story_of_the_threads(kata):
    """Who started whom and who waited, in order."""
    told = re.sub(r" +\d+\.\d  ", "", kata("demo", "1").stdout)
    assert (
        "\nMainThread starts the thread Thread-1 (write_log_line)\n"
        "MainThread waits for Thread-1 (write_log_line)\n"
        "Thread-1 (write_log_line) has ended\n"
        "Besides the main thread: 1 thread and no processes.\n"
    ) in told


def test_solution_is_shown_after_a_pass(kata, solve):
    """The whole file, and nothing else."""
    solve(NAME)
    assert kata("grade", "6").returncode == 0
    done = kata("solution", "6")
    assert (done.returncode, done.stdout, done.stderr) == (0, SOLUTION, "")
    assert "solution seen" not in kata("list").stdout


def test_solution_before_a_pass_needs_giving_up(kata):
    """Which is remembered; what to type instead is told."""
    done = kata("solution", "6")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Kata 6 is not passed yet. To see what its solution does, without the code: kata demo 6. "
        "To see the code all the same: kata solution 6 --give-up\n"
    )
    done = kata("solution", "6", "--give-up")
    assert (done.returncode, done.stdout, done.stderr) == (0, SOLUTION, "")
    assert "6  A thread with arguments       not tried, solution seen\n" in kata("list").stdout


def test_unknown_katas_are_told(kata):
    """By the words of every other command."""
    for command in ("demo", "solution"):
        done = kata(command, "99")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith('There is no kata "99".\n')

"""The built-in katas have what every kata must have; `kata pack check` holds their programs."""

from __future__ import annotations

import re

import pytest

from grader.content.builtin import content_root
from grader.content.katas import also_right, list_katas, mistakes
from grader.content.lint import lint_kata
from grader.content.packs import load_misconceptions
from grader.models import Kata

ROOT = content_root()
KATAS = list_katas(ROOT)
MISCONCEPTIONS = load_misconceptions(ROOT / "questions")
FOLDERS = {
    "1_threading_basic",
    "2_multiprocessing_basic",
    "3_thread_vs_process_demo",
    "4_io_bound_thread_example",
    "5_cpu_bound_process_example",
    "6_thread_with_args",
    "7_threading_with_current_thread",
    "8_process_pool_executor_demo",
}

each_kata = pytest.mark.parametrize("kata", KATAS, ids=[kata.name for kata in KATAS])


def test_there_are_the_eight() -> None:
    """Under the names of the programs that learners have to write."""
    assert {kata.name for kata in KATAS} == FOLDERS


@each_kata
def test_a_kata_has_no_problem_in_its_files(kata: Kata) -> None:
    """Nothing is missing or stray, every name leads somewhere, every check is needed."""
    assert lint_kata(kata.folder, MISCONCEPTIONS, FOLDERS).problems == []


@each_kata
def test_a_kata_has_many_programs_to_be_held_against(kata: Kata) -> None:
    """At least eight mistakes and four other right idioms."""
    assert len(mistakes(kata)) >= 8
    assert len(also_right(kata)) >= 4


@each_kata
def test_the_starter_says_where_to_begin(kata: Kata) -> None:
    """Its first function raises what a learner reads first."""
    starter = (kata.folder / "starter.py").read_text("utf-8")
    assert f'"{kata.functions[0]} is still empty: begin with ' in starter
    assert all(f"def {function}(" in starter for function in kata.functions)


@each_kata
def test_starter_and_solution_end_with_the_same_demo(kata: Kata) -> None:
    """Under the main guard: the file runs as a script from the beginning."""
    ends = [
        (kata.folder / name).read_text("utf-8").partition('\nif __name__ == "__main__":\n')[2]
        for name in ("starter.py", "solution.py")
    ]
    assert ends[0]
    assert ends[0] == ends[1]


@each_kata
def test_a_brief_fits_a_terminal(kata: Kata) -> None:
    """It says what to write, shows an example and tells what is graded, in lines of 72 columns."""
    brief = (kata.folder / "brief.md").read_text("utf-8")
    assert re.search(rf"^# Kata {kata.number}: ", brief)
    for part in ("## What to write", "## An example", "## What is graded"):
        assert f"\n{part}\n" in brief
    assert max(map(len, brief.splitlines())) <= 72


@each_kata
def test_a_starter_is_not_the_solution(kata: Kata) -> None:
    """Its functions are still to be written."""
    starter, solution = (
        (kata.folder / name).read_bytes() for name in ("starter.py", "solution.py")
    )
    assert starter.count(b"raise NotImplementedError(") == len(kata.functions)
    assert b"NotImplementedError" not in solution

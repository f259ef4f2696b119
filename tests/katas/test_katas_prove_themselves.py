"""Every kata is held against its own programs: the right ones pass, each mistake is caught."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from grader.checking.grading import grade
from grader.content.builtin import content_root
from grader.content.katas import also_right, list_katas, mistakes
from grader.content.packs import load_misconceptions
from grader.models import LOADS, Kata, Program, Report, Verdict

ROOT = content_root()
KATAS = list_katas(ROOT)
MISCONCEPTIONS = load_misconceptions(ROOT / "questions")
FOLDERS = frozenset(
    {
        "1_threading_basic",
        "2_multiprocessing_basic",
        "3_thread_vs_process_demo",
        "4_io_bound_thread_example",
        "5_cpu_bound_process_example",
        "6_thread_with_args",
        "7_threading_with_current_thread",
        "8_process_pool_executor_demo",
    }
)

Case = tuple[Kata, Program]
RIGHT = [(kata, Program(kata.folder / "solution.py")) for kata in KATAS] + [
    (kata, program) for kata in KATAS for program in also_right(kata)
]
WRONG = [(kata, program) for kata in KATAS for program in mistakes(kata)]


def name_of(case: object) -> str:
    """1-no_join: the kata's number and the program's name."""
    if isinstance(case, Kata):
        return case.name
    kata, program = case  # type: ignore[misc]
    return f"{kata.number}-{program.path.stem}"


each_kata = pytest.mark.parametrize("kata", KATAS, ids=name_of)


def graded(kata: Kata, program: Program, folder: Path) -> Report:
    """The report on a program that was saved in a folder of its own, as a learner saves it."""
    file = folder / (program.saved_as or f"{kata.name}.py")
    shutil.copyfile(program.path, file)
    return grade(kata, file, lambda: MISCONCEPTIONS)


def shortcomings(report: Report) -> list[str]:
    """The checks that did not pass, in words for a failing test."""
    return [
        f"{check.id}: {check.verdict} {check.message or check.seen} ({check.misconception})"
        for check in report.checks
        if check.verdict is not Verdict.PASS
    ]


@each_kata
def test_the_starter_says_where_to_begin(kata: Kata, tmp_path: Path) -> None:
    """The stub fails, with its own message and its own line, and is no error or crash."""
    starter = Program(kata.folder / "starter.py")
    report = graded(kata, starter, tmp_path)
    assert report.verdict is Verdict.FAIL
    first = report.checks[0]
    assert first.message is not None
    assert first.message.startswith(f"{kata.functions[0]} is still empty: begin with ")
    assert f"def {kata.functions[0]}(" in starter.path.read_text("utf-8")
    assert first.line in raising_lines(starter.path)


def raising_lines(path: Path) -> list[int]:
    """The lines on which a stub raises its NotImplementedError."""
    lines = path.read_text("utf-8").splitlines()
    return [n for n, line in enumerate(lines, 1) if "raise NotImplementedError" in line]


@pytest.mark.parametrize("case", RIGHT, ids=name_of)
def test_a_right_program_passes(case: Case, tmp_path: Path) -> None:
    """The solution and every other idiom pass each check, and leave nothing running."""
    report = graded(*case, tmp_path)
    assert shortcomings(report) == []
    assert (report.verdict, report.left_running) == (Verdict.PASS, ())


@pytest.mark.parametrize("case", WRONG, ids=name_of)
def test_a_mistake_is_caught(case: Case, tmp_path: Path) -> None:
    """The check that a mistake names does not pass, and names the misconception."""
    kata, program = case
    report = graded(kata, program, tmp_path)
    found = {check.id: check for check in report.checks if check.verdict is not Verdict.PASS}
    assert program.check in found, shortcomings(report)
    check = found[program.check]
    assert check.misconception == program.misconception, shortcomings(report)
    assert check.message or (check.expected and check.seen)
    assert check.line is None or is_a_line_of_code(program.path, check.line)


def is_a_line_of_code(path: Path, number: int) -> bool:
    """Whether a line is there and is neither blank nor a comment."""
    lines = path.read_text("utf-8").splitlines()
    text = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    return bool(text) and not text.startswith("#")


@pytest.mark.parametrize("case", WRONG, ids=name_of)
def test_a_mistake_names_what_exists(case: Case) -> None:
    """A mistake's misconception is one of the pack's."""
    assert case[1].misconception in MISCONCEPTIONS


@each_kata
def test_every_check_is_needed(kata: Kata) -> None:
    """For each check of a kata there is a mistake that it must catch."""
    named = {program.check for program in mistakes(kata)} - {LOADS}
    assert named == {check.id for check in kata.checks}


@each_kata
def test_checks_are_written_and_announced(kata: Kata) -> None:
    """Each check of kata.yaml has its function in checks.py, and each function its check."""
    source = (kata.folder / "checks.py").read_text("utf-8")
    written = set(re.findall(r"^def test_(\w+)", source, re.MULTILINE))
    assert written == {check.id for check in kata.checks}


@each_kata
def test_a_misconception_named_in_checks_exists(kata: Kata) -> None:
    """A check cannot send a learner to a misconception that nobody has written."""
    source = (kata.folder / "checks.py").read_text("utf-8")
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source))
    assert named - MISCONCEPTIONS.keys() == set()


@each_kata
def test_a_kata_points_to_katas(kata: Kata) -> None:
    """A kata sends a learner on to one of the eight, and not to itself."""
    assert {kata.name, *kata.see_also} <= FOLDERS
    assert kata.name not in kata.see_also


@each_kata
def test_a_kata_is_complete_and_holds_nothing_else(kata: Kata) -> None:
    """No stray file stands in a kata's folder."""
    stray = {
        path.relative_to(kata.folder).as_posix()
        for path in kata.folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    programs = [*mistakes(kata), *also_right(kata)]
    known = {program.path.relative_to(kata.folder).as_posix() for program in programs}
    five = {"kata.yaml", "brief.md", "starter.py", "solution.py", "checks.py"}
    assert stray == five | known


@each_kata
def test_a_starter_runs_as_a_script(kata: Kata) -> None:
    """Starter and solution end with the same demo under the main guard."""
    ends = [
        (kata.folder / name).read_text("utf-8").partition('\nif __name__ == "__main__":\n')[2]
        for name in ("starter.py", "solution.py")
    ]
    assert ends[0]
    assert ends[0] == ends[1]

"""Holding a kata against its own programs: what each must come to, and what it came to."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from grader.checking.grading import grade
from grader.checking.runner import GraderFault
from grader.models import LOADS, CheckResult, Kata, Misconception, Program, Report, Verdict


class Role(StrEnum):
    """What a program stands for, and so what must become of it."""

    STARTER = "starter"
    RIGHT = "right"
    MISTAKE = "mistake"


class Case(NamedTuple):
    """One program of one kata."""

    kata: Kata
    program: Program
    role: Role


class Outcome(NamedTuple):
    """What came of grading a case once; ``shortfall`` is None where it came to what it must."""

    verdict: Verdict | None
    """None where the checks themselves are at fault."""
    shortfall: str | None
    seconds: float = 0.0


def cases(kata: Kata, right: list[Program], mistakes: list[Program]) -> list[Case]:
    """Return every program of a kata, the starter and the solution first."""
    starter, solution = (Program(kata.folder / f"{name}.py") for name in ("starter", "solution"))
    return [
        Case(kata, starter, Role.STARTER),
        *(Case(kata, program, Role.RIGHT) for program in (solution, *right)),
        *(Case(kata, program, Role.MISTAKE) for program in mistakes),
    ]


def one_of_each(mistakes: list[Program]) -> list[Program]:
    """Return the first mistake for each check."""
    return list({mistake.check: mistake for mistake in reversed(mistakes)}.values())


def prove(case: Case, misconceptions: Mapping[str, Misconception]) -> Outcome:
    """Grade a case as a learner's file, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="kata-") as folder:
        file = Path(folder) / (case.program.saved_as or f"{case.kata.name}.py")
        shutil.copyfile(case.program.path, file)
        try:
            report = grade(case.kata, file, lambda: misconceptions)
        except GraderFault as fault:
            return Outcome(None, f"checks.py itself failed: {_told(fault)}; mend it")
        except KeyError as unknown:
            return Outcome(
                None,
                f"a check names the misconception {unknown}, which is in no pack; "
                "add it to misconceptions.yaml",
            )
    return Outcome(report.verdict, shortfall(case, report), report.seconds)


def _told(fault: GraderFault) -> str:
    """Return the one line of a fault's traceback that says what happened, and where."""
    lines = str(fault).strip().splitlines() or [""]
    errors = [text[1:].strip() for text in lines if text.startswith("E ")]
    place = re.search(r"checks\.py:(\d+): ", lines[-1])
    where = f"line {place[1]}: " if place is not None else ""
    return where + (errors[0] if errors else lines[-1])


def shortfall(case: Case, report: Report) -> str | None:
    """Return in words what is wrong with a report on this case, None if it is as it must be."""
    if case.role is Role.STARTER:
        return _starter_shortfall(report)
    if case.role is Role.RIGHT:
        return _right_shortfall(report)
    return _mistake_shortfall(case.program, report)


def _starter_shortfall(report: Report) -> str | None:
    if report.verdict is Verdict.FAIL:
        return None
    return (
        f"the untouched starter ends as {report.verdict}, and must fail; have each function "
        "raise NotImplementedError and say where to begin"
    )


def _right_shortfall(report: Report) -> str | None:
    failed = [check for check in report.checks if check.verdict is not Verdict.PASS]
    if failed and failed[0].id == LOADS:
        return _not_loaded(failed[0])
    if failed:
        check = failed[0]
        seen = check.seen or check.message or "no reason told"
        return (
            f'a right program ends as {report.verdict} in the check "{check.id}": {seen}; '
            "mend the check, or move the program to mistakes/"
        )
    return None


def _mistake_shortfall(program: Program, report: Report) -> str | None:
    failed = {check.id: check for check in report.checks if check.verdict is not Verdict.PASS}
    check = failed.get(program.check or "")
    if check is None and LOADS in failed:
        return _not_loaded(failed[LOADS])
    if check is None:
        caught = ", ".join(failed) or "no check at all"
        return (
            f'the check "{program.check}" does not catch it; {caught} did: '
            "mend the check, or name another"
        )
    if check.verdict is Verdict.INCONCLUSIVE:
        return f'the check "{check.id}" is inconclusive: {check.message}; try again'
    if check.misconception != program.misconception:
        named = f'"{check.misconception}"' if check.misconception else "no misconception"
        return (
            f'the check "{check.id}" names {named}, not "{program.misconception}"; '
            "mend its Blames, or this line"
        )
    if check.line is not None and not _is_code(program.path, check.line):
        return f'the check "{check.id}" points at line {check.line}, where no code is; mend it'
    return None


def _not_loaded(check: CheckResult) -> str:
    return f"it ends as {check.verdict} before any check: {check.message or check.seen} Mend it"


def _is_code(path: Path, number: int) -> bool:
    """Whether a line is there and is neither blank nor a comment."""
    lines = path.read_bytes().splitlines()
    text = lines[number - 1].strip() if 0 < number <= len(lines) else b""
    return bool(text) and not text.startswith(b"#")


def blamed_key(case: Case, outcome: Outcome) -> str | None:
    """Return the header line of the program that an outcome contradicts, by its key."""
    if case.role is not Role.MISTAKE or outcome.shortfall is None or outcome.verdict is None:
        return None
    wrong_belief = " names " in outcome.shortfall and case.program.check != LOADS
    return "misconception" if wrong_belief else "check"

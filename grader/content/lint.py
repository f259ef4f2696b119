"""What can be told of a kata's folder without running anything in it."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from grader.content import katas, programs, schema
from grader.content.builtin import content_root
from grader.content.document import Document, read_document
from grader.content.packs import no_such_misconception
from grader.errors import ContentError, Problem
from grader.models import LOADS

_FILES = {
    "kata.yaml": "the kata's title, checks and hints",
    "brief.md": "the task, in the learner's words",
    "starter.py": "the stub that a learner begins with",
    "solution.py": "the reference",
    "checks.py": "the hidden checks",
}
_FOLDERS = ("mistakes", "also_right")
_NAMES_A_BELIEF = {"Blame": 1, "advise": 1}
"""Functions of checks that are given a misconception, and at which position."""


class Linted(NamedTuple):
    """What was found in a kata's folder."""

    problems: list[Problem]
    runnable: bool
    """Whether its programs can be graded, so that more may be found by doing so."""


def lint_kata(folder: Path, known: Collection[str], siblings: Collection[str]) -> Linted:
    """Return every problem of the kata in ``folder``.

    ``known`` are the misconceptions that it may name, ``siblings`` the katas that it may point to.
    """
    document = read_document(folder / "kata.yaml", schema.KATA)
    missing = _incomplete(folder)
    problems = [
        *katas.wrong_name(folder),
        *_taken_number(folder, siblings),
        *missing,
        *_strays(folder),
    ]
    if (folder / "kata.yaml").is_file():
        problems += document.problems
    checks = [row["id"] for _, row in document.rows("checks") if row.get("id") is not None]
    problems += _wrong_programs(folder, checks, known)
    wrong_checks: list[Problem] = []
    if (folder / "checks.py").is_file():
        wrong_checks = _wrong_checks(folder / "checks.py", document, known)
    if not document.problems:
        problems += _unneeded_checks(document, folder)
        problems += _dead_ends(document, folder, siblings)
    runnable = not (missing or document.problems or wrong_checks)
    return Linted(problems + wrong_checks, runnable)


def _taken_number(folder: Path, siblings: Collection[str]) -> list[Problem]:
    """A number by which learners would get another kata, of this pack or of the package's own."""
    root = content_root()
    ours = folder.resolve().parent == (root / "katas").resolve()
    built_in = () if ours else katas.kata_names(root)
    own = folder.resolve().name
    number = katas.number_of(own)
    free = katas.free_number({katas.number_of(name) for name in siblings})
    return [
        Problem(
            str(folder / "kata.yaml"),
            0,
            0,
            f"number {number} belongs to {name}"
            f"{', which comes with kata' if name in built_in else ' as well'}; "
            f"give this folder a free one, such as {free}",
        )
        for name in sorted(siblings)
        if number and katas.number_of(name) == number and (name != own or name in built_in)
    ]


def _incomplete(folder: Path) -> list[Problem]:
    problems = []
    for name, what in _FILES.items():
        path = folder / name
        if not path.is_file():
            problems.append(Problem(str(path), 0, 0, f"the file is missing; write {what}"))
        elif not path.read_bytes().strip():
            problems.append(Problem(str(path), 1, 1, f"the file is empty; write {what}"))
    return problems


def _strays(folder: Path) -> list[Problem]:
    """Files and folders that nothing reads: a forgotten draft, or a mistake in the wrong place."""
    known = {*_FILES, *_FOLDERS}
    inside = [path for name in _FOLDERS for path in (folder / name).glob("*")]
    stray = [path for path in folder.iterdir() if path.name not in known]
    stray += [path for path in inside if path.suffix != ".py"]
    return [
        Problem(str(path), 0, 0, "nothing reads this; move it out of the kata's folder")
        for path in sorted(stray)
        if path.name != "__pycache__"
    ]


def _wrong_programs(folder: Path, checks: Collection[str], known: Collection[str]) -> list[Problem]:
    problems = []
    try:
        mistakes = programs.read_mistakes(folder / "mistakes", [*checks, LOADS])
    except ContentError as error:
        problems += error.problems
        mistakes = []
    try:
        programs.read_right(folder / "also_right")
    except ContentError as error:
        problems += error.problems
    for mistake in mistakes:
        if mistake.misconception not in known:
            line = programs.header_line(mistake.path, "misconception")
            message = no_such_misconception(str(mistake.misconception), sorted(known))
            problems.append(Problem(str(mistake.path), line, 1, message))
    return problems


def _wrong_checks(path: Path, document: Document, known: Collection[str]) -> list[Problem]:
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError) as error:
        line, column = getattr(error, "lineno", 0) or 0, getattr(error, "offset", 0) or 0
        why = getattr(error, "msg", error)
        return [Problem(str(path), line, column, f"Python cannot read it: {why}; mend this line")]
    tests = {
        node.name: node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    ids = {row.get("id"): index for index, row in document.rows("checks")}
    problems = [
        Problem(
            str(path),
            node.lineno,
            node.col_offset + 1,
            f"{name} is no check of kata.yaml; add a check with id: {name.removeprefix('test_')}",
        )
        for name, node in tests.items()
        if name.removeprefix("test_") not in ids and not document.problems
    ]
    problems += [
        document.problem(
            ("checks", index, "id"), f'"{check}" is not in checks.py; write def test_{check} there'
        )
        for check, index in ids.items()
        if check is not None and f"test_{check}" not in tests
    ]
    return problems + [
        Problem(str(path), line, column, no_such_misconception(name, sorted(known)))
        for line, column, name in _beliefs_named(tree)
        if name not in known
    ]


def _beliefs_named(tree: ast.AST) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and id of each misconception that a check names in so many words."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        position = _NAMES_A_BELIEF.get(node.func.id)
        if position is not None and len(node.args) > position:
            named = node.args[position]
            if isinstance(named, ast.Constant) and isinstance(named.value, str):
                yield named.lineno, named.col_offset + 1, named.value


def _unneeded_checks(document: Document, folder: Path) -> list[Problem]:
    """A check that catches no mistake may as well be wrong: nobody would see it."""
    ids = {row["id"]: index for index, row in document.rows("checks")}
    try:
        needed = {p.check for p in programs.read_mistakes(folder / "mistakes", [*ids, LOADS])}
    except ContentError:
        return []
    return [
        document.problem(
            ("checks", index, "id"),
            f'no mistake needs the check "{check}"; add a wrong program to mistakes/ that begins '
            f'with "# check: {check}", or remove the check',
        )
        for check, index in ids.items()
        if check not in needed
    ]


def _dead_ends(document: Document, folder: Path, siblings: Collection[str]) -> list[Problem]:
    problems = []
    for index, name in enumerate(document.value.get("see_also") or ()):
        if name == folder.name or name not in siblings:
            near = difflib.get_close_matches(name, [s for s in siblings if s != folder.name], n=1)
            what = "this kata itself" if name == folder.name else f'no kata is called "{name}"'
            advice = f'write "{near[0]}"' if near else "remove it"
            problems.append(document.problem(("see_also", index), f"{what}; {advice}"))
    return problems

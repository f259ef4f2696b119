"""The programs kept beside a kata, and the comment lines that a mistake begins with."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from grader.content.schema import KEBAB
from grader.errors import ContentError, Problem
from grader.models import Program

_LINE = re.compile(r"#\s*(?P<key>[a-z][a-z ]*?)\s*:\s*(?P<value>.*?)\s*")
_KEYS = ("check", "misconception", "saved as")
_ONLY_MISTAKES = ("check", "misconception")


@dataclass(slots=True)
class _Header:
    """The comment lines at the top of one program: values and their lines."""

    file: str
    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, 1, message))

    def refuse(self, key: str, message: str) -> None:
        self.report(self.lines.get(key, 1), message)


def read_mistakes(folder: Path, checks: Collection[str]) -> list[Program]:
    """The wrong programs in the folder; each must name one of ``checks`` and a misconception."""
    headers = [_mistake(path, checks) for path in _python_files(folder)]
    return _programs(headers)


def read_right(folder: Path) -> list[Program]:
    """The right programs in the folder; they name neither check nor misconception."""
    headers = [_right(path) for path in _python_files(folder)]
    return _programs(headers)


def header_line(path: Path, key: str) -> int:
    """Return the line of a program that names its ``key``, 1 where none does."""
    return _read(path, comments_allowed=True).lines.get(key, 1)


def _python_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.py"))


def _programs(headers: list[_Header]) -> list[Program]:
    if problems := [problem for header in headers for problem in header.problems]:
        raise ContentError(problems)
    return [
        Program(
            path=Path(header.file),
            check=header.values.get("check"),
            misconception=header.values.get("misconception"),
            saved_as=header.values.get("saved as"),
        )
        for header in headers
    ]


def _mistake(path: Path, checks: Collection[str]) -> _Header:
    header = _read(path)
    if header.problems:
        return header
    for key in _ONLY_MISTAKES:
        if key not in header.values:
            header.report(1, f'the line "# {key}: …" is missing; add it at the top')
    check = header.values.get("check")
    if check is not None and check not in checks:
        near = difflib.get_close_matches(check, checks, n=1)
        choice = near[0] if near else "one of " + ", ".join(checks)
        header.refuse("check", f'the kata has no check "{check}"; write {choice}')
    misconception = header.values.get("misconception")
    if misconception is not None and not re.fullmatch(KEBAB, misconception):
        header.refuse(
            "misconception",
            f'"{misconception}" is no id of a misconception; write small letters and hyphens',
        )
    _check_saved_as(header)
    return header


def _right(path: Path) -> _Header:
    header = _read(path, comments_allowed=True)
    for key in _ONLY_MISTAKES:
        if key in header.values:
            message = f'a right program has no "# {key}:"; remove the line, or move the file'
            header.refuse(key, message)
    _check_saved_as(header)
    return header


def _check_saved_as(header: _Header) -> None:
    name = header.values.get("saved as")
    if name is not None and not re.fullmatch(r"[A-Za-z0-9_]+\.py", name):
        header.refuse("saved as", f'"{name}" is no file name; write one such as threading.py')


def _read(path: Path, comments_allowed: bool = False) -> _Header:
    """The header, up to the first line that is no comment; that line must be blank."""
    header = _Header(str(path))
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        header.report(1, "not UTF-8; save the file as UTF-8")
        return header
    for number, line in enumerate(lines, start=1):
        if not line.startswith("#"):
            if header.values and line.strip():
                header.report(number, "the program begins here; put a blank line before it")
            break
        _read_line(header, number, line, comments_allowed)
    return header


def _read_line(header: _Header, number: int, line: str, comments_allowed: bool) -> None:
    found = _LINE.fullmatch(line)
    if found and found["key"] in header.values:
        header.report(number, f'a second "# {found["key"]}:"; remove one of them')
    elif found and found["key"] in _KEYS and found["value"]:
        header.values[found["key"]] = found["value"]
        header.lines[found["key"]] = number
    elif not comments_allowed:
        wanted = ", ".join(f'"# {key}: …"' for key in _KEYS)
        header.report(number, f"not a line of the header; write {wanted} or leave it empty")

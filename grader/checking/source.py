"""What can be told of a learner's file without running it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from grader.checking.failure import CheckFailed
from grader.models import Verdict

MAX_BYTES = 1_000_000
SHADOWS = "file-shadows-library"
_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=]", re.MULTILINE)


def read_source(file: Path) -> str:
    """Return the text of a learner's file; `CheckFailed` says why it cannot be one."""
    data = file.read_bytes()
    if len(data) > MAX_BYTES:
        raise _error(
            f"{file.name} has more than {MAX_BYTES // 1000} kB, far more than a kata needs."
        )
    if not data.strip():
        raise _error(f"{file.name} is empty. Write the kata's functions into it.")
    if file.stem in sys.stdlib_module_names:
        raise _shadow(file.name, f"your file is called {file.name}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        first_lines = b"\n".join(data.split(b"\n", 2)[:2])
        if not _CODING.search(first_lines):
            line = data.count(b"\n", 0, error.start) + 1
            raise _error(
                f"Line {line} of {file.name} is not UTF-8. Save the file as UTF-8 in your editor.",
                line,
            ) from None
        text = data.decode("latin-1")
    _refuse_shadows_beside(file, text)
    return text


def _refuse_shadows_beside(file: Path, text: str) -> None:
    """A file beside the learner's would be imported instead of the library's module."""
    imported = re.findall(r"^[ \t]*(?:import|from)[ \t]+(\w+)", text, re.MULTILINE)
    for module in sorted(set(imported) & sys.stdlib_module_names):
        beside = file.with_name(f"{module}.py")
        if beside.is_file():
            raise _shadow(beside.name, f"beside your file stands {beside.name}")


def _shadow(name: str, seen: str) -> CheckFailed:
    return CheckFailed(
        Verdict.ERROR,
        expected=f"import {name.removesuffix('.py')} finds the library's module",
        seen=seen,
        misconception=SHADOWS,
    )


def _error(message: str, line: int | None = None) -> CheckFailed:
    return CheckFailed(Verdict.ERROR, message=message, line=line)

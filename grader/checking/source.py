"""What can be told of a learner's file without running it."""

from __future__ import annotations

import ast
import re
import sys
import tokenize
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from grader.checking.failure import CheckFailed
from grader.models import Verdict

MAX_BYTES = 1_000_000
SHADOWS = "file-shadows-library"
# PEP 263: a comment in the first line, or in the second below a line without code. Editors add
# how lines end: utf-8-unix.
_CODING = re.compile(
    rb"\A(?:[ \t\f]*(?:#[^\r\n]*)?\r?\n)?[ \t\f]*#[^\r\n]*?coding[:=][ \t]*"
    rb"([-\w.]+?)(?:-(?:unix|dos|mac))?(?![-\w.])"
)


class Code:
    """The lines of a learner's file, without their comments."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def lines(self) -> list[str]:
        """Each line up to its comment, if it has one; line 1 comes first."""
        lines = re.split(r"\r\n|\r|\n", self.source)
        ended = iter([f"{line}\n" for line in lines])
        # What Python cannot read is not graded: up to an odd end, every token is told.
        with suppress(tokenize.TokenError, SyntaxError):
            for token in tokenize.generate_tokens(lambda: next(ended, "")):
                if token.type == tokenize.COMMENT:
                    row, column = token.start
                    lines[row - 1] = lines[row - 1][:column]
        return lines


def empty_function(source: str, name: str) -> int | None:
    """Return the line of a function of the file whose body does nothing; None for any other."""
    with suppress(SyntaxError, ValueError, RecursionError):
        for node in reversed(ast.parse(source).body):
            if isinstance(node, ast.FunctionDef) and node.name == name:
                return node.lineno if all(map(_does_nothing, node.body)) else None
    return None


def _does_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Return(value=None | ast.Constant(value=None)):
            return True
    return False


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
    text = _decoded(file.name, data)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _error(
            f"Line {line} of {file.name} holds a null byte, so it is not plain text. "
            "Save the file as UTF-8 in your editor.",
            line,
        )
    _refuse_shadows_beside(file, text)
    return text


def _decoded(name: str, data: bytes) -> str:
    """Return the text in the encoding that the file names, UTF-8 where it names none."""
    coding = _CODING.match(data)
    encoding = coding[1].decode("ascii") if coding is not None else "utf-8-sig"
    try:
        return data.decode(encoding)
    except LookupError:
        raise _error(
            f"{name} says that its encoding is {encoding}, which Python does not know. "
            "Take that comment out, and save the file as UTF-8."
        ) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "UTF-8" if coding is None else f"{encoding}, as its first lines say"
        raise _error(
            f"Line {line} of {name} is not {what}. Save the file as UTF-8 in your editor.", line
        ) from None
    except UnicodeError:  # the codec named "undefined"
        raise _error(f"{name} is not {encoding}, as it says. Save the file as UTF-8.") from None


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

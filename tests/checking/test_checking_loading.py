"""What a learner reads of a file that cannot be loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.models import LOADS, CheckResult, Report, Verdict

Grade = Callable[..., Report]

FILE = "1_threading_basic.py"
RIGHT = "import threading\ndef run_in_thread(func):\n    t = threading.Thread(target=func)\n"
RIGHT += "    t.start()\n    t.join()\n"


def only_check(report: Report) -> CheckResult:
    """The one entry in the report on a file that could not be loaded."""
    (check,) = report.checks
    assert (check.id, check.title) == (LOADS, "Loading your file")
    assert report.verdict is check.verdict
    return check


SYNTAX = [
    (
        "a missing colon",
        "import threading\n\ndef run_in_thread(func)\n    pass\n",
        (3, "expected ':'", "def run_in_thread(func)\n                       ^"),
    ),
    (
        "tabs keep their width",
        "def run_in_thread(func):\n\tx = (1,\n",
        (2, "'(' was never closed", "\tx = (1,\n\t    ^"),
    ),
    (
        "two cells for a wide character",
        "name = '漢字' +* 2\n",
        (1, "invalid syntax", "name = '漢字' +* 2\n               ^"),
    ),
    (
        "one cell for an accented character, none for a combining accent",
        "name = 'éàe\u0301' +* 2\n",
        (1, "invalid syntax", "name = 'éàe\u0301' +* 2\n              ^"),
    ),
    (
        "nothing below def",
        "def run_in_thread(func):\npass\n",
        (
            2,
            "expected an indented block after function definition on line 1",
            "pass\n^",
        ),
    ),
    (
        "a quote that stays open",
        "x = 'abc\n",
        (1, "unterminated string literal (detected at line 1)", "x = 'abc\n    ^"),
    ),
]


@pytest.mark.parametrize(
    ("source", "told"), [case[1:] for case in SYNTAX], ids=[case[0] for case in SYNTAX]
)
def test_a_syntax_error_shows_its_line_and_a_caret(
    graded: Grade, source: str, told: tuple[int, str, str]
) -> None:
    """The caret stands below the place, whatever is left of it."""
    line, problem, shown = told
    check = only_check(graded(source))
    assert check.verdict is Verdict.ERROR
    assert check.message == f"Python cannot read line {line} of your file: {problem}."
    assert (check.seen, check.line) == (shown, line)


UNREADABLE = [
    ("empty", b"", f"{FILE} is empty. Write the kata's functions into it.", None),
    ("white space", b" \n\t\n", f"{FILE} is empty. Write the kata's functions into it.", None),
    (
        "far too large",
        b"#" * 1_000_001,
        f"{FILE} has more than 1000 kB, far more than a kata needs.",
        None,
    ),
    (
        "a null byte",
        b"import threading\nx = '\0'\n",
        f"Line 2 of {FILE} holds a null byte, so it is not plain text. "
        "Save the file as UTF-8 in your editor.",
        2,
    ),
    (
        "Latin-1",
        b"x = 1\n# gr\xfc\xdfe\n",
        f"Line 2 of {FILE} is not UTF-8. Save the file as UTF-8 in your editor.",
        2,
    ),
    (
        "UTF-16",
        "x = 1\n".encode("utf-16"),
        f"Line 1 of {FILE} is not UTF-8. Save the file as UTF-8 in your editor.",
        1,
    ),
    (
        "not in the encoding that it names",
        b"# coding: ascii\n# gr\xfc\xdfe\n",
        f"Line 2 of {FILE} is not ascii, as its first lines say. "
        "Save the file as UTF-8 in your editor.",
        2,
    ),
    (
        "an encoding that nobody knows",
        b"#!/usr/bin/env python\n# -*- coding: nonsense -*-\nx = 1\n",
        f"{FILE} says that its encoding is nonsense, which Python does not know. "
        "Take that comment out, and save the file as UTF-8.",
        None,
    ),
]


@pytest.mark.parametrize(
    ("source", "message", "line"),
    [case[1:] for case in UNREADABLE],
    ids=[case[0] for case in UNREADABLE],
)
def test_a_file_that_is_no_text_is_told_so(
    graded: Grade, source: bytes, message: str, line: int | None
) -> None:
    """It is not run at all, and the message says how to save it."""
    check = only_check(graded(source))
    assert (check.verdict, check.message, check.line) == (Verdict.ERROR, message, line)


READABLE = [
    ("Latin-1 that says so", "# -*- coding: latin-1 -*-\n# grüße\n" + RIGHT, "latin-1"),
    ("the ending that Emacs adds", "# -*- coding: utf-8-unix -*-\n# grüße\n" + RIGHT, "utf-8"),
    ("a byte-order mark", "\ufeff# grüße\n" + RIGHT, "utf-8"),
    ("lines that end as on Windows", RIGHT.replace("\n", "\r\n"), "utf-8"),
    ("code above what looks like a declaration", "x = 1\n# coding: what I do\n" + RIGHT, "utf-8"),
]


@pytest.mark.parametrize(
    ("source", "encoding"), [case[1:] for case in READABLE], ids=[case[0] for case in READABLE]
)
def test_a_file_that_python_reads_is_graded(graded: Grade, source: str, encoding: str) -> None:
    """No encoding that Python knows stands in a learner's way."""
    assert graded(source.encode(encoding)).verdict is Verdict.PASS


IMPORTS = [
    (
        "no such function",
        "def something(func):\n    pass\n",
        (
            Verdict.ERROR,
            "Your file does not define run_in_thread. Begin it with def run_in_thread(...).",
            None,
        ),
    ),
    (
        "nearly that function",
        "def run_in_thred(func):\n    pass\n",
        (
            Verdict.ERROR,
            "Your file does not define run_in_thread. Did you mean run_in_thred? Rename it.",
            None,
        ),
    ),
    (
        "an exception in a line of the file",
        "import threading\nx = 1 / 0\n",
        (
            Verdict.ERROR,
            "While your file was imported, line 2 raised ZeroDivisionError: division by zero.",
            2,
        ),
    ),
    (
        "an exception in the library, by a line of the file",
        "import json\n\njson.loads('[1')\n",
        (
            Verdict.ERROR,
            "While your file was imported, line 3 raised JSONDecodeError: "
            "Expecting ',' delimiter: line 1 column 3 (char 2).",
            3,
        ),
    ),
    (
        "a module that is not there",
        "import numpyy\n",
        (
            Verdict.ERROR,
            "While your file was imported, line 1 raised ModuleNotFoundError: "
            "No module named 'numpyy'.",
            1,
        ),
    ),
    (
        "an exception that no line of the file leads to",
        "import sys\ndel sys.modules[__name__]\n",
        (
            Verdict.ERROR,
            "While your file was imported, something in it raised KeyError: '1_threading_basic'.",
            None,
        ),
    ),
    (
        "sys.exit()",
        "import sys\nsys.exit(0)\n",
        (
            Verdict.CRASH,
            "sys.exit() ended the program while your file was imported. Move that line below "
            'if __name__ == "__main__":, or take it out.',
            2,
        ),
    ),
    (
        "os._exit() that says all is well",
        "import os\nos._exit(0)\n",
        (
            Verdict.CRASH,
            "The process ended while your file was imported, with exit status 0, before it was "
            "done. Look for os._exit(), for a kill, or for a call into C that crashed.",
            None,
        ),
    ),
]


@pytest.mark.parametrize(
    ("source", "told"), [case[1:] for case in IMPORTS], ids=[case[0] for case in IMPORTS]
)
def test_a_file_that_cannot_be_imported_says_why(
    graded: Grade, source: str, told: tuple[Verdict, str, int | None]
) -> None:
    """What went wrong is told once, before any check, with the learner's line."""
    check = only_check(graded(source))
    assert (check.verdict, check.message, check.line) == told


def test_a_file_named_like_a_module_is_told_to_take_another_name(graded: Grade) -> None:
    """A learner's threading.py hides the library of that name."""
    check = only_check(graded(RIGHT, saved_as="threading.py"))
    assert (check.verdict, check.misconception) == (Verdict.ERROR, "file-shadows-library")
    assert check.expected == "import threading finds the library's module"
    assert check.seen == "your file is called threading.py"
    assert check.message is not None
    assert check.message.startswith("A file called threading.py hides the library of that name")


def test_a_file_beside_that_hides_a_module_is_named(graded: Grade, tmp_path: Path) -> None:
    """Run as a script, the program would import what stands beside it."""
    (tmp_path / "learner").mkdir()
    (tmp_path / "learner" / "threading.py").write_text("")
    check = only_check(graded(RIGHT))
    assert (check.verdict, check.misconception) == (Verdict.ERROR, "file-shadows-library")
    assert check.seen == "beside your file stands threading.py"


def test_a_file_beside_that_nobody_imports_is_left_alone(graded: Grade, tmp_path: Path) -> None:
    """Only a module that the program asks for can be hidden from it."""
    (tmp_path / "learner").mkdir()
    (tmp_path / "learner" / "queue.py").write_text("raise RuntimeError\n")
    assert graded(RIGHT).verdict is Verdict.PASS


def test_a_helper_beside_the_file_can_be_imported(graded: Grade, tmp_path: Path) -> None:
    """A learner may spread a solution over two files."""
    (tmp_path / "learner").mkdir()
    (tmp_path / "learner" / "my_helper.py").write_text(RIGHT)
    assert graded("from my_helper import run_in_thread\n").verdict is not Verdict.ERROR

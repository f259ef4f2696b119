"""What a learner's file says, read without running it."""

from __future__ import annotations

import pytest

from grader.checking.source import Code

LINES = [
    ("x = 1  # one", ["x = 1  "]),
    ("# only this", [""]),
    ('x = "# no"', ['x = "# no"']),
    ("a\r\nb # c\r\n", ["a", "b ", ""]),
    ("a\x0cb = 1 # d", ["a\x0cb = 1 "]),
    ('"""\n# in a text\n"""', ['"""', "# in a text", '"""']),
    ("def f(:\n  # odd\n", ["def f(:", "  ", ""]),
    ("", [""]),
]


@pytest.mark.parametrize(("source", "lines"), LINES)
def test_comments_are_left_out_of_the_code(source: str, lines: list[str]) -> None:
    """Each line keeps its number, and strings keep what looks like a comment."""
    assert Code(source).lines == lines

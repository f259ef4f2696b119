"""What can be the user's fault, and how it is said.

Every message says what is wrong, where, and what to type next. Anything that is not one of
these types is a bug in the grader itself, and the command line says so.
"""

from __future__ import annotations

from typing import NamedTuple


class UserError(Exception):
    """Something that the user can put right: a wrong name, a missing file, a bad pack."""

    exit_status = 2

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Problem(NamedTuple):
    """One thing wrong in a content file; ``line`` and ``column`` count from 1, 0 is unknown."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class ContentError(UserError):
    """A pack or kata that breaks the schema: every problem in it, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

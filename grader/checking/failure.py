"""How a check says that it did not pass."""

from __future__ import annotations

from typing import NoReturn

from grader.models import Verdict
from grader.observe.observation import Observation
from grader.observe.request import Request


class CheckFailed(Exception):
    """A check that did not pass, with what a learner needs to know of it.

    ``message`` is None where the misconception's own sentence says it best. ``hint`` tells
    whether the hint of the check is to be shown.
    """

    def __init__(
        self,
        verdict: Verdict,
        *,
        message: str | None = None,
        expected: str | None = None,
        seen: str | None = None,
        line: int | None = None,
        misconception: str | None = None,
        hint: bool = True,
    ) -> None:
        super().__init__(message or seen or str(verdict))
        self.verdict = verdict
        self.message = message
        self.expected = expected
        self.seen = seen
        self.line = line
        self.misconception = misconception
        self.hint = hint
        self.observation: Observation | None = None
        """The run that it failed on, where one was looked at."""
        self.request: Request | None = None


def inconclusive(reason: str) -> NoReturn:
    """End a check without counting it: this machine could not show what it looks for."""
    raise CheckFailed(Verdict.INCONCLUSIVE, message=reason)

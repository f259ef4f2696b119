"""What can be done after a report, and what to type for it."""

from __future__ import annotations

from typing import NamedTuple

from grader.errors import counted
from grader.render.lines import Line, Span, line

_MARGIN = "  "


class Next(NamedTuple):
    """What to type, or which key to press, after a report; "" for what is not offered."""

    step: str
    hint: str = ""
    timeline: str = ""
    """Where a check has drawn a part of the run, how to see it whole."""
    questions: int = 0
    """How many questions of the quiz are on what was found."""
    quiz: str = ""
    """What asks them."""


def next_lines(following: Next, *, passed: bool, drawn: bool, width: int) -> list[Line]:
    """Return the ways to go on, the next step last, so that it stands above the prompt.

    ``drawn`` tells whether a part of the run was shown.
    """
    lines: list[Line] = []
    if not passed and following.hint:
        lines += _way("A hint: ", following.hint, width)
    if not passed and drawn and following.timeline:
        lines += _way("The whole run: ", following.timeline, width)
    if following.questions:
        label = f"{counted(following.questions, 'question')} on this: "
        lines += _way(label, following.quiz, width)
    step = "Next: " if passed else "Next, when you have mended it: "
    return lines + _way(step, following.step, width)


def _way(label: str, command: str, width: int) -> list[Line]:
    """Return a label and a command, which is never broken: it may be copied."""
    if len(label) + len(command) <= width:
        return [(Span(label, "faint"), Span(command, "command"))]
    return [line(label.rstrip(), "faint"), line(_MARGIN + command, "command")]

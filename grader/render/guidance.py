"""Where the learner stands and what comes next, as it is told."""

from __future__ import annotations

from grader.guidance import Standing, Step, next_step, questions_due
from grader.render.lines import BLANK, Line, Span, wrapped

_WHAT_IT_IS = (
    "Katas and an interview quiz about Python threads and processes. You write the code; kata "
    "runs it, sees what its threads really do, and tells you what to mend, at which line."
)


def step_lines(step: Step, due: int, width: int) -> list[Line]:
    """Return the next step with its reason; what is due in the quiz besides."""
    lines = wrapped(step.why, width)
    lines.append((Span("Next: "), Span(step.command, "command")))
    if due and step.command != "kata quiz":
        lines += wrapped(f"{questions_due(due)} To answer: kata quiz", width, role="faint")
    elif step.command != "kata quiz":
        lines += wrapped("For interview questions: kata quiz", width, role="faint")
    return lines


def welcome_lines(standing: Standing, width: int) -> list[Line]:
    """Return what ``kata`` alone says: what it is to a newcomer, where they are to others."""
    step = next_step(standing)
    if standing.begun:
        told = f"{len(standing.passed)} of {len(standing.katas)} katas passed."
        lines = wrapped(told, width, role="strong")
    else:
        lines = [*wrapped(_WHAT_IT_IS, width), BLANK]
    lines += step_lines(step, standing.due, width)
    return [*lines, BLANK, (Span("All commands: "), Span("kata --help", "command"))]

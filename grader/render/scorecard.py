"""How a session of the quiz went: score, calibration, weak spots, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from grader.models import Misconception
from grader.question import Question
from grader.render.lines import BLANK, Line, Span, labelled, line, prose, wrapped
from grader.review import Calibration, Confidence, Score

_MOST_WEAK = 5
_SURE = {
    Confidence.SURE: "sure",
    Confidence.THINK: "thought so",
    Confidence.GUESS: "guessed",
}


class Weak(NamedTuple):
    """A question that was not answered right, and the belief behind the answer."""

    question: Question
    belief: Misconception | None = None


class End(NamedTuple):
    """What there is to say of a session."""

    score: Score
    calibration: Sequence[Calibration]
    weak: Sequence[Weak]
    due_again: Sequence[datetime]
    """When each of its questions comes again; empty if it moved no schedule."""
    cures: Sequence[int]
    """Katas to practise, the most needed first."""
    command: str
    """What holds another session."""


def end_lines(end: End, now: datetime, width: int) -> list[Line]:
    """Return the lines that end a session."""
    if not end.score.answers:
        return [line("No answer was given. To begin again:"), line(f"  {end.command}", "command")]
    lines = [line(score_text(end.score), "strong")]
    if end.calibration:
        lines += wrapped(calibration_text(end.calibration), width)
    if end.weak:
        lines += [BLANK, line("To revise:")]
        for weak in end.weak[:_MOST_WEAK]:
            lines += _weak_lines(weak, width)
        more = len(end.weak) - _MOST_WEAK
        told = f"  and {more} more; kata progress shows where you stand"
        lines += [line(told, "faint")] if more > 0 else []
    return [*lines, BLANK, *_next_lines(end, now, width)]


def score_text(score: Score) -> str:
    """Return the score in words."""
    text = f"{score.right} of {score.answers} right"
    partly = score.worth - score.right
    return text + (f", and partly right answers worth {partly:.1f} more." if partly > 0.05 else ".")


def calibration_text(rows: Sequence[Calibration]) -> str:
    """Return how often the learner was right, by how sure they were."""
    parts = [f"{_SURE[row.confidence]}: {row.right} of {row.answers} right" for row in rows]
    text = f"When you were {'; '.join(parts)}." if parts else ""
    text = text.replace("When you were guessed", "When you guessed")
    text = text.replace("When you were thought", "When you thought")
    sure = next((row for row in rows if row.confidence is Confidence.SURE), None)
    if sure is not None and sure.right < sure.answers:
        text += " What you were sure of and had wrong is worth the most attention."
    return text


def _weak_lines(weak: Weak, width: int) -> list[Line]:
    prompt = f"{_first_line(weak.question.prompt)} ({weak.question.id})"
    lines = labelled("- ", prompt, width, indent="  ")
    if weak.belief is not None:
        lines += prose(weak.belief.sentence, width, indent="    ", role="faint")
    lines.append(line(f"    {weak.question.reference}", "faint"))
    return lines


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]


def _next_lines(end: End, now: datetime, width: int) -> list[Line]:
    lines: list[Line] = []
    if end.due_again:
        soon = sum(1 for due in end.due_again if due - now < timedelta(hours=12))
        later = len(end.due_again) - soon
        parts = [f"{soon} within the hour"] if soon else []
        parts += [f"{later} in the days to come"] if later else []
        lines += wrapped(
            f"They come again when you are about to forget them: {' and '.join(parts)}.", width
        )
    if end.cures:
        number = end.cures[0]
        lines.append(
            (Span("To see the weakest in code: "), Span(f"kata start {number}", "command"))
        )
    lines.append((Span("To go on: "), Span(end.command, "command")))
    return lines

"""Outcomes of programs and the conditions of their runs, in words."""

from __future__ import annotations

from collections.abc import Sequence

from grader.observe.following import End
from grader.observe.scripts import Conditions, Ran
from grader.question import Outcome

_LONGEST = 60
"""Characters of a text that a message shows."""
TRACEBACK = "Traceback (most recent call last)"
"""What stands in standard error where an exception ended the program, a thread or a child."""


def claimed(outcome: Outcome) -> str:
    """Return an outcome as its author claims it: ``prints "6" and exits with 1``."""
    parts = [
        (outcome.prints, f"prints {shown(outcome.prints or '')}"),
        (outcome.shows, f"shows {shown(outcome.shows or '')}"),
        (outcome.raises, f"raises {outcome.raises}"),
        (outcome.exits, f"exits with {outcome.exits}"),
        (outcome.hangs, "hangs" if outcome.hangs else "ends"),
    ]
    return and_then([told for value, told in parts if value is not None])


def came_to(ran: Ran) -> str:
    """Return what a run came to, in the past tense."""
    printed = f"printed {shown(ran.stdout)}"
    ends = {
        End.HANGS: "hung" + (f" after it had {printed}" if ran.stdout.strip() else ""),
        End.FLOOD: "printed without end",
        End.PROCESSES: "started more processes than a question may",
        End.LOST: "killed the process that had started it",
    }
    if ran.end in ends:
        return ends[ran.end]
    if ran.raised is not None:
        return f"{printed} and raised {ran.raised}"
    last = ran.stderr.strip().rpartition("\n")[2]
    if last and (not ran.stdout.strip() or TRACEBACK in ran.stderr):
        return f"{printed}, with {shown(last)} on standard error"
    return printed + (f" and exited with {ran.status}" if ran.status else "")


def conditions_in_words(conditions: Conditions) -> str:
    """Return the conditions of a run, "" where they are the usual ones."""
    parts = []
    if conditions.start_method is not None:
        parts.append(conditions.start_method)
    if conditions.switch_interval is not None:
        parts.append(f"switch interval {conditions.switch_interval:g}")
    if conditions.seed is not None:
        parts.append(f"interleaved, seed {conditions.seed}")
    return ", ".join(parts)


def shown(text: str) -> str:
    """Return a text in quotes, in one line, and not too long."""
    line = text.strip("\n").replace("\n", "\\n")
    return f'"{line}"' if len(line) <= _LONGEST else f'"{line[:_LONGEST]}…"'


def and_then(parts: Sequence[str]) -> str:
    """Return a list as one writes it: ``a, b and c``."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last

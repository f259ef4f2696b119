"""What `kata doctor` has found: a line for each thing, and what to do where something is amiss."""

from __future__ import annotations

import json
from collections.abc import Sequence

from grader.finding import Finding, State
from grader.render.lines import BLANK, Line, labelled, line, wrapped

_ROLES = {State.OK: "good", State.NOTE: "warn", State.PROBLEM: "bad"}


def doctor_lines(findings: Sequence[Finding], width: int) -> list[Line]:
    """Return all that was found, and how many problems there are."""
    lines: list[Line] = []
    for found in findings:
        label = f"{found.name}: "
        mark = "" if found.state is State.OK else f"{found.state.value}: "
        lines += labelled(label, f"{mark}{found.told}", width, indent="", role=_role(found))
        if found.advice is not None:
            lines += wrapped(found.advice, width, indent="    ")
    problems = sum(found.state is State.PROBLEM for found in findings)
    if problems:
        noun = "problem" if problems == 1 else "problems"
        return [*lines, BLANK, line(f"{problems} {noun} to mend.", "bad")]
    return [*lines, BLANK, line("All well.", "good")]


def _role(found: Finding) -> str:
    return "" if found.state is State.OK else _ROLES[found.state]


def doctor_json(findings: Sequence[Finding]) -> str:
    """Return the same as one JSON document: a list of what was looked at."""
    return json.dumps([found._asdict() for found in findings], indent=2, ensure_ascii=True)

"""The scorecard of a mock interview: as lines, and as Markdown to be kept."""

from __future__ import annotations

from datetime import datetime

from grader.render.lines import BLANK, Line, Span, labelled, line
from grader.review import Scorecard


def scorecard_lines(card: Scorecard, width: int) -> list[Line]:
    """Return the scorecard as lines."""
    wide = max(len(part.name) for part in card.parts)
    lines = [line(f"Your interview: {card.total} of 100, in {card.minutes:g} minutes", "strong")]
    for part in card.parts:
        lines += labelled(f"{part.name:<{wide}}  ", part.told, width, indent="  ")
    revise = [text for part in card.parts for text in part.to_revise]
    if revise:
        lines += [BLANK, line("To revise:")]
        for text in revise:
            lines += labelled("- ", text, width, indent="  ")
    return [*lines, BLANK, (Span("To practise: "), Span("kata quiz", "command"))]


def scorecard_markdown(card: Scorecard, at: datetime) -> str:
    """Return the scorecard as a Markdown document; ``at`` is when the interview was held."""
    rows = [f"| {part.name} | {_cell(part.told)} |" for part in card.parts]
    revise = [f"- {' '.join(text.split())}" for part in card.parts for text in part.to_revise]
    lines = [
        "# Mock interview on Python concurrency",
        "",
        f"{at:%Y-%m-%d %H:%M}, {card.minutes:g} minutes: **{card.total} of 100**",
        "",
        "| part | result |",
        "|---|---|",
        *rows,
    ]
    if revise:
        lines += ["", "## To revise", "", *revise]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")

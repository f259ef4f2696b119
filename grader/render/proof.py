"""How a kata's own programs came out, as a table; pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from grader.render.lines import BLANK, Line, Span, line


class Tally(NamedTuple):
    """How often a program, or all of a kata's, came out as they must."""

    name: str
    programs: int
    gradings: int
    wrong: int
    inconclusive: int
    """Of the wrong ones, those that this machine could not decide."""

    @property
    def rate(self) -> float:
        """The share of gradings that came out otherwise, in percent."""
        return 100 * self.wrong / self.gradings if self.gradings else 0.0


_COLUMNS = ("programs", "gradings", "wrong", "undecided", "flake rate")


def table(katas: Sequence[Tally], flaky: Sequence[Tally]) -> list[Line]:
    """Return a row for each kata, and below them one for each program that ever came out wrong."""
    wide = max((len(tally.name) for tally in (*katas, *flaky)), default=4)
    lines = [_row(wide, "", _COLUMNS, "faint")]
    lines += [_row(wide, tally.name, _figures(tally), _role(tally)) for tally in katas]
    if flaky:
        lines.append(BLANK)
        lines += [_row(wide, tally.name, _figures(tally), "bad") for tally in flaky]
    return lines


def _figures(tally: Tally) -> tuple[str, ...]:
    counts = (tally.programs, tally.gradings, tally.wrong, tally.inconclusive)
    return (*map(str, counts), f"{tally.rate:.1f} %")


def _role(tally: Tally) -> str:
    return "bad" if tally.wrong else "good"


def _row(wide: int, name: str, figures: Sequence[str], role: str) -> Line:
    cells = "".join(
        figure.rjust(max(len(column), len(figure)) + 2)
        for figure, column in zip(figures, _COLUMNS, strict=True)
    )
    return (Span(name.ljust(wide)), Span(cells, role))


def closing(katas: int, programs: int, questions: int, problems: int) -> Line:
    """Return the last line: what was looked at, and whether all is well."""
    looked = f"{_counted(katas, 'kata')}, {_counted(programs, 'program')}"
    looked += f", {_counted(questions, 'question')}"
    if problems:
        return line(f"{_counted(problems, 'problem')} in {looked}.", "bad")
    return line(f"All well: {looked}.", "good")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

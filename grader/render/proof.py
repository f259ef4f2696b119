"""How a kata's own programs came out, as a table; pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from grader.errors import counted
from grader.render.lines import BLANK, Line, Span, labelled, line


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


class Programs(NamedTuple):
    """The programs of questions: those that were run, and those that were not."""

    ran: int = 0
    pythons: tuple[str, ...] = ()
    """Names of the Pythons on which any of them ran."""
    not_run: tuple[tuple[str, str], ...] = ()
    """Of each other question with a program, its id and the reason."""


def not_run_lines(programs: Programs, width: int) -> list[Line]:
    """Return which questions' programs were not run, and why."""
    if not programs.not_run:
        return []
    lines = [line("Not run here, and so not verified:", "faint")]
    for name, reason in programs.not_run:
        lines += labelled(f"{name}: ", reason, width, indent="  ")
    return lines


def closing(katas: int, programs: int, questions: int, problems: int, verified: Programs) -> Line:
    """Return the last line: what was looked at, and whether all is well."""
    looked = f"{counted(katas, 'kata')}, {counted(programs, 'program')}"
    looked += f", {counted(questions, 'question')}"
    if verified.ran:
        where = ", ".join(verified.pythons)
        looked += f"; {counted(verified.ran, 'program')} of questions on Python {where}"
    if verified.not_run:
        looked += f"; {len(verified.not_run)} not run here"
    if problems:
        return line(f"{counted(problems, 'problem')} in {looked}.", "bad")
    return line(f"All well: {looked}.", "good")

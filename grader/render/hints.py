"""The hints of a kata, as they are told."""

from __future__ import annotations

from grader.models import Kata
from grader.render.lines import Line, line, wrapped


def hint_lines(kata: Kata, number: int, following: str, width: int) -> list[Line]:
    """Return one hint; ``following`` is what to type or press for the next."""
    total = len(kata.hints)
    lines = wrapped(f"Kata {kata.number}, hint {number} of {total}:", width, role="strong")
    lines += wrapped(kata.hints[number - 1], width, indent="  ")
    if number == total:
        return [*lines, *wrapped(_see_it(kata), width)]
    return [*lines, *wrapped(f"For hint {number + 1}: {following}", width, role="faint")]


def no_more_lines(kata: Kata, width: int) -> list[Line]:
    """Return what is left to do when every hint was shown."""
    told = f"You have had all {len(kata.hints)} hints. To read them: kata hint --again"
    return [*wrapped(told, width), *wrapped(_see_it(kata), width)]


def _see_it(kata: Kata) -> str:
    return (
        f"To see what the solution does, without its code: kata demo {kata.number}. "
        f"To see the code: kata solution {kata.number} --give-up"
    )


def passed_lines(kata: Kata, width: int) -> list[Line]:
    """Return what is said of a kata that needs no hint any more."""
    told = f"You have passed kata {kata.number}, so you need no hint. What comes next: kata next"
    again = f"To read those that you have had: kata hint {kata.number} --again"
    return [*wrapped(told, width, role="good"), *wrapped(again, width, role="faint")]


def shown_lines(kata: Kata, shown: int, width: int) -> list[Line]:
    """Return the first hints, as many as were shown."""
    if not shown:
        return wrapped(f"You have had none yet. The first: kata hint {kata.number}", width)
    lines: list[Line] = [line(f"Kata {kata.number}, the hints that you have had:", "strong")]
    for number, text in enumerate(kata.hints[:shown], 1):
        lines += wrapped(f"{number}. {text}", width, indent="  ")
    return lines

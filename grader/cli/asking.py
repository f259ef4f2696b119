"""Asking one question: what is read from the learner for each type, and the keys beside it."""

from __future__ import annotations

import textwrap
import time
from typing import TYPE_CHECKING, NamedTuple

from grader.cli.keys import InputEnded, is_more_coming, read_key, read_line
from grader.question import (
    LETTERS,
    Choices,
    FindLine,
    Free,
    Matching,
    Number,
    Ordering,
    Output,
    Question,
    QuestionType,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.question import Shown
    from grader.quiz.marking import Given
    from grader.review import Confidence, Marked

_MOST_KEYS = 9
"""More options than this are told by a line and not by a key."""


_BESIDE = {"?": "? hint", "f": "f flag", "q": "q leave"}
"""Keys that are no answer, and what they do."""


class Answered(NamedTuple):
    """What a learner gave as an answer, before it is marked."""

    given: Given
    confidence: Confidence | None
    hints: int
    seconds: float
    stopped: Left | InputEnded | None = None
    """What ended the session as soon as the answer was there; it is raised when it is kept."""


class Left(Exception):
    """The learner pressed ``q``."""


class Asker:
    """Reads the answer to one question; ``?``, ``f`` and ``q`` are heard wherever it waits."""

    def __init__(self, question: Question, shown: Shown, *, flag: Callable[[], None]) -> None:
        """``flag`` is called when the learner finds fault with the question."""
        self._question = question
        self._shown = shown
        self._flag = flag
        self._hints = 0

    def ask(self, *, confidence: bool = True) -> Answered:
        """Return the answer. Raises `Left`, and `keys.InputEnded` at the end of the input."""
        begun = time.monotonic()
        given = self._given()
        answered = Answered(given, None, 0, round(time.monotonic() - begun, 1))
        if confidence:
            try:
                answered = answered._replace(confidence=self._confidence())
            except (Left, InputEnded) as stopped:
                answered = answered._replace(stopped=stopped)
        return answered._replace(hints=self._hints)

    def claims(self, points: Sequence[str]) -> list[bool]:
        """Return for each point of a rubric whether the learner says to have made it."""
        from grader.cli.screen import width

        made = []
        for point in points:
            _tell(textwrap.fill(point, width(), break_on_hyphens=False))
            made.append(self._key("[y/n] ", ("y", "n"), "Please press y or n.") == "y")
        return made

    def _given(self) -> Given:
        match self._question.body:
            case Choices() if self._question.type is QuestionType.SEVERAL:
                return self._numbers("Your choice, such as 1 3: ", len(self._shown.options))
            case Choices():
                return self._choice()
            case Ordering(items):
                count = len(items)
                example = " ".join(str(n) for n in range(count, 0, -1))
                return self._permutation(f"The order, such as {example}: ", count)
            case Matching(pairs):
                return tuple(self._side(number) for number, _ in enumerate(pairs, start=1))
            case Number():
                return self._number()
            case FindLine():
                return self._line_number()
            case Output():
                return self._lines(
                    "Type what it prints, then an empty line.",
                    "Nothing? Then press Enter once more.",
                )
            case Free():
                return self._lines(
                    "Answer in your own words, then an empty line.",
                    "To go on without an answer, press Enter once more.",
                )
        return self._filled_line("Your answer: ")

    def _choice(self) -> tuple[str, ...]:
        options = self._shown.options
        if len(options) > _MOST_KEYS:
            return self._numbers("Your choice: ", len(options), most=1)
        keys = [str(n) for n in range(1, len(options) + 1)]
        span = f"1 {_to(len(keys))} {keys[-1]}"
        key = self._key(f"Your answer, {span}: ", keys, f"Press {span}.")
        return (options[int(key) - 1].id,)

    def _numbers(self, prompt: str, count: int, most: int | None = None) -> tuple[str, ...]:
        while True:
            numbers = _several(self._line(prompt), count)
            if numbers and len(numbers) <= (most or count):
                return tuple(self._shown.options[n - 1].id for n in dict.fromkeys(numbers))
            _tell(f"Type the numbers of your choice, from 1 to {count}, then Enter.")

    def _permutation(self, prompt: str, count: int) -> tuple[str, ...]:
        while True:
            numbers = _several(self._line(prompt), count)
            if sorted(numbers) == list(range(1, count + 1)):
                return tuple(self._shown.items[n - 1].id for n in numbers)
            _tell(f"Type each number from 1 to {count} once, the first thing first.")

    def _side(self, number: int) -> str:
        letters = LETTERS[: len(self._shown.rights)]
        span = f"{letters[0]} {_to(len(letters))} {letters[-1]}"
        key = self._key(f"What goes with {number}, {span}: ", letters, f"Press {span}.")
        return self._shown.rights[letters.index(key)]

    def _number(self) -> str:
        from grader.quiz.marking import is_unit, typed_number

        body = self._question.body
        assert isinstance(body, Number)
        unit = f" in {body.unit}" if body.unit else ""
        while True:
            text = self._filled_line(f"A number{unit}: ")
            if typed_number(text) is None:
                _tell("Type a number, such as 2 or 0.5.")
            elif not is_unit(text, body.unit):
                _tell(f"Type the number{unit}.")
            else:
                return text

    def _line_number(self) -> str:
        last = len((self._question.code or "").split("\n"))
        while True:
            text = (
                self._filled_line("The number of the line: ").lower().removeprefix("line").strip()
            )
            if text.isdecimal() and len(text) < 6 and 1 <= int(text) <= last:
                return str(int(text))
            _tell(f"Type the number of a line, from 1 to {last}.")

    def _lines(self, explained: str, if_empty: str) -> str:
        """Read lines up to an empty one; where nothing stands before it, make sure."""
        _tell(explained)
        lines: list[str] = []
        try:
            if not (first := self._line("> ")):
                _tell(if_empty)
                first = self._line("> ")
            if not first:
                return ""
            lines.append(first)
            # A blank line within what is pasted is not the end of it.
            while (line := self._line("> ")) or is_more_coming():
                lines.append(line)
        except InputEnded:
            if not lines:
                raise
        return "\n".join(lines).strip("\n")

    def _filled_line(self, prompt: str) -> str:
        while not (text := self._line(prompt).strip()):
            _tell(f"Type your answer, then Enter. ({', '.join(_BESIDE.values())})")
        return text

    def _confidence(self) -> Confidence | None:
        from grader.review import Confidence

        prompt = "How sure? 1 guess, 2 think so, 3 sure, Enter skips: "
        key = self._key(prompt, ("1", "2", "3", ""), "Press 1, 2, 3 or Enter.", beside="fq")
        return Confidence(int(key)) if key else None

    def _key(self, prompt: str, keys: Sequence[str], explained: str, *, beside: str = "?fq") -> str:
        other = [key for key in beside if key not in keys]
        told = ", ".join(_BESIDE[key] for key in other)
        while True:
            key = read_key(prompt, {*keys, *other}, f"{explained} ({told})")
            if key in keys:
                return key
            self._beside(key)

    def _line(self, prompt: str) -> str:
        while (text := read_line(prompt)).strip().lower() in ("?", "f", "q"):
            self._beside(text.strip().lower())
        return text

    def _beside(self, key: str) -> None:
        """Do what a key asks for that is not an answer."""
        from grader.cli.screen import show, width
        from grader.render.question import hint_lines

        if key == "q":
            raise Left
        if key == "f":
            self._flag()
            return
        self._hints += self._question.hint is not None
        show(hint_lines(self._question, width()))


def _to(count: int) -> str:
    return "or" if count == 2 else "to"


def _several(text: str, count: int) -> list[int]:
    """Return the numbers in a line such as ``1 3``, ``1,3`` or ``13``; none if one is too large."""
    words = text.replace(",", " ").split()
    if len(words) == 1 and count <= _MOST_KEYS:
        words = list(words[0])
    if not all(word.isdecimal() and len(word) < 6 and 1 <= int(word) <= count for word in words):
        return []
    return [int(word) for word in words]


def _tell(message: str) -> None:
    import click

    click.echo(message)


def marked(asker: Asker, question: Question, answered: Answered) -> Marked:
    """Mark an answer; one to a free question is marked by the learner, against the rubric."""
    from grader.quiz.marking import mark, mark_free

    if not isinstance(question.body, Free):
        return mark(question, answered.given)
    points = [point.text.strip().rstrip(".") for point in question.body.rubric]
    if not answered.given:
        return mark_free(question, [False] * len(points))
    return mark_free(question, asker.claims([f"Did your answer say: {point}?" for point in points]))

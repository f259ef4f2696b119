"""What the quiz says, as text wrapped to a width; nothing here reads or writes."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping, Sequence

from grader.models import Misconception, Question
from grader.quiz.marking import Marked, total

MOST_BELIEFS = 2
"""How many misconceptions are recalled for one question."""


def wrapped(text: str, width: int, indent: str = "") -> str:
    """The text filled to the width: each of its lines is a paragraph, an item, or indented code."""
    blocks = [line.rstrip() for line in text.splitlines() if line.strip()]
    lines: list[str] = []
    for number, block in enumerate(blocks):
        if number and _is_prose(block) and _is_prose(blocks[number - 1]):
            lines.append("")
        lines.append(_filled(block, width, indent))
    return "\n".join(lines)


def _is_prose(block: str) -> bool:
    return not block.startswith((" ", "- ", "* "))


def _filled(block: str, width: int, indent: str) -> str:
    if block.startswith(" "):
        return indent + block
    hanging = indent + "  " if block.startswith(("- ", "* ")) else indent
    return textwrap.fill(
        block,
        width,
        initial_indent=indent,
        subsequent_indent=hanging,
        # Links must stay whole, and `fork-server` one word.
        break_long_words=False,
        break_on_hyphens=False,
    )


def introduction(count: int, width: int) -> str:
    """How the quiz works, before the first question."""
    return wrapped(
        f"{questions(count).capitalize()}. Answer in your own words, as in an interview, and "
        "end with an empty line. An empty line at once shows the answer and scores nothing. "
        "To leave, type q on a line of its own.",
        width,
    )


def asked(question: Question, number: int, count: int, width: int) -> str:
    """The question, with its place among the others."""
    head = f"Question {number} of {count}: {question.topic}, level {question.level}"
    return f"{wrapped(head, width)}\n\n{wrapped(question.prompt, width)}"


def model_answer(question: Question, width: int) -> str:
    """A good answer, and where to read more."""
    answer = wrapped(question.answer, width, "  ")
    return f"A good answer:\n\n{answer}\n\n  {question.reference}"


def point_asked(text: str, width: int) -> str:
    """The question whether a point of the rubric was made."""
    point = text.strip().rstrip(".")
    return wrapped(f"Did your answer say: {point}? [y/n]", width)


def scored(marked: Marked, answer: str) -> str:
    """The points of one answer."""
    score = f"{marked.points} of {points(marked.of_points)}."
    return score if answer else f"An empty answer: {score}"


def summary(
    marked: Sequence[Marked],
    misconceptions: Mapping[str, Misconception],
    katas: Collection[int],
    width: int,
) -> str:
    """The score of the session, what to revise, and what to type next.

    ``katas`` are the numbers of the katas that there are.
    """
    if not marked:
        return "No answer was marked. To begin again:\n  kata quiz"
    got, out_of = total(marked)
    lines = [f"You marked {answers(len(marked))}: {got} of {points(out_of)}."]
    weak = sorted((each for each in marked if each.missed), key=_share)
    if weak:
        lines += ["", "To revise:"]
    for each in weak:
        lines += ["", *_revision(each, misconceptions, width)]
    lines += ["", *_next(weak, katas)]
    return "\n".join(lines)


def _revision(marked: Marked, misconceptions: Mapping[str, Misconception], width: int) -> list[str]:
    prompt = f"{_first_line(marked.question.prompt)} ({marked.points} of {marked.of_points})"
    lines = [wrapped(prompt, width, "  ")]
    lines += [wrapped(f"- {point.text.strip()}", width, "    ") for point in marked.missed]
    known = [
        misconceptions[name] for name in marked.question.misconceptions if name in misconceptions
    ]
    lines += [
        wrapped(f"Keep in mind: {each.sentence}", width, "    ") for each in known[:MOST_BELIEFS]
    ]
    return [*lines, f"    {marked.question.reference}"]


def _next(weak: Sequence[Marked], there: Collection[int]) -> list[str]:
    """What to do next; the command stands alone in its line, whole at any width."""
    katas = [number for each in weak for number in each.question.katas if number in there]
    if katas:
        return ["To see the weakest of these in code:", f"  kata start {katas[0]}"]
    if weak:
        return ["Read the links above, then answer again:", "  kata quiz"]
    return ["Nothing to revise. To choose a kata:", "  kata list"]


def listed(question: Question, score: tuple[int, int] | None, width: int) -> str:
    """One line or more of ``kata quiz --list``."""
    state = "not answered yet" if score is None else f"{score[0]} of {points(score[1])}"
    line = f"{_first_line(question.prompt)} ({state})"
    return wrapped(f"- {line}", width)


def questions(count: int) -> str:
    """``1 question`` or ``4 questions``."""
    return _counted(count, "question")


def answers(count: int) -> str:
    """``1 answer`` or ``4 answers``."""
    return _counted(count, "answer")


def points(count: int) -> str:
    """``1 point`` or ``4 points``."""
    return _counted(count, "point")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _first_line(prompt: str) -> str:
    return prompt.strip().partition("\n")[0]


def _share(marked: Marked) -> float:
    return marked.points / marked.of_points

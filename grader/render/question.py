"""A question as a learner sees it before answering; pure functions."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.question import (
    LETTERS,
    Choices,
    Matching,
    Ordering,
    Premise,
    Question,
    QuestionType,
    Shown,
)
from grader.render.code import code_lines
from grader.render.lines import BLANK, Line, labelled, line, prose, wrapped


class Look(NamedTuple):
    """How lines are to be laid out."""

    width: int
    highlighted: bool = False
    """Whether code is painted."""


def question_lines(question: Question, shown: Shown, heading: str, look: Look) -> list[Line]:
    """Return the heading, the premise, the prompt, the code, and what there is to choose from."""
    lines = [*wrapped(heading, look.width, role="faint"), BLANK]
    premise = premise_text(question.premise)
    if premise:
        lines += [*wrapped(f"Premise: {premise}.", look.width, role="warn"), BLANK]
    lines += prose(question.prompt, look.width, role="strong")
    if question.code is not None:
        numbers = question.type is QuestionType.LINE or _speaks_of_lines(question, shown)
        code = code_lines(question.code, numbered=numbers, highlighted=look.highlighted)
        lines += [BLANK, *code]
    parts = _parts(question, shown, look.width)
    return [*lines, BLANK, *parts] if parts else lines


def _speaks_of_lines(question: Question, shown: Shown) -> bool:
    texts = [question.prompt, *(option.text for option in shown.options)]
    return any(re.search(r"\b[Ll]ines? [0-9]", text) for text in texts)


def _parts(question: Question, shown: Shown, width: int) -> list[Line]:
    match question.body:
        case Choices():
            return numbered([option.text for option in shown.options], width)
        case Ordering():
            return numbered([item.text for item in shown.items], width)
        case Matching(pairs, _):
            lefts = numbered([pair.left for pair in pairs], width)
            rights = [
                each
                for letter, text in zip(LETTERS, shown.rights, strict=False)
                for each in labelled(f"{letter}  ", text, width, indent="    ")
            ]
            return [*lefts, BLANK, line("  belongs to"), BLANK, *rights]
    return []


def numbered(texts: list[str], width: int) -> list[Line]:
    """Return texts as a list that is numbered from 1."""
    return [
        each
        for number, text in enumerate(texts, start=1)
        for each in labelled(f"{number}  ", text, width, indent="  ")
    ]


def premise_text(premise: Premise) -> str:
    """Return in words where an answer holds; empty where it holds everywhere."""
    parts = [_versions(premise)]
    if premise.gil is not None:
        parts.append("with the GIL" if premise.gil else "a free-threaded build, without the GIL")
    if premise.platforms:
        names = {"linux": "Linux", "macos": "macOS", "windows": "Windows"}
        parts.append("on " + " or ".join(names[each] for each in premise.platforms))
    if premise.start_method is not None:
        parts.append(f"start method {premise.start_method}")
    return ", ".join(part for part in parts if part)


def _versions(premise: Premise) -> str:
    since, before = (
        ".".join(map(str, each)) if each else "" for each in (premise.since, premise.before)
    )
    if since and before:
        return f"Python {since} or later, before {before}"
    if since:
        return f"Python {since} or later"
    return f"Python before {before}" if before else ""


def hint_lines(question: Question, width: int) -> list[Line]:
    """Return the question's hint, or that it has none."""
    if question.hint is None:
        return wrapped("There is no hint for this one.", width, role="faint")
    return labelled("Hint: ", question.hint, width, indent="")

"""What a learner is told after an answer: right or not, why, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from grader.models import Misconception
from grader.question import (
    Body,
    Choices,
    FindLine,
    Free,
    Matching,
    Number,
    Ordering,
    Output,
    Question,
    ShortText,
    Shown,
)
from grader.render.lines import BLANK, Line, Span, labelled, line, prose, wrapped
from grader.review import Marked, Remark

_MOST_REMARKS = 3
_INDENT = "  "


def feedback_lines(
    question: Question,
    shown: Shown,
    marked: Marked,
    misconceptions: Mapping[str, Misconception],
    katas: Collection[int],
    width: int,
) -> list[Line]:
    """Return the verdict, what was wrong, the right answer, and the explanation.

    ``katas`` are the numbers of those that there are.
    """
    lines = [verdict_line(marked)]
    if isinstance(question.body, Free):
        return [*lines, *_not_said(marked, width)]
    if not marked.right:
        for remark in marked.remarks[:_MOST_REMARKS]:
            lines += prose(remark.text, width, indent=_INDENT)
        lines += [BLANK, *answer_lines(question, shown, width)]
    lines += [BLANK, *prose(question.explanation, width, indent=_INDENT)]
    for belief in _beliefs(marked.remarks, misconceptions):
        lines += [BLANK, *_belief_lines(belief, cures(question, belief, katas), width)]
    return [*lines, BLANK, line(_INDENT + question.reference, "faint")]


def _not_said(marked: Marked, width: int) -> list[Line]:
    """Return the points that a free answer did not make; the model answer was shown before."""
    items = [labelled("- ", remark.text, width, indent=_INDENT) for remark in marked.remarks]
    return [line("Not said:"), *(each for item in items for each in item)] if items else []


def verdict_line(marked: Marked) -> Line:
    """Return whether the answer was right."""
    if marked.right:
        return line("Right.", "good")
    if marked.points:
        return line(f"Partly: {marked.points} of {marked.of_points} points.", "warn")
    return line("Not quite.", "bad")


def _beliefs(
    remarks: Sequence[Remark], misconceptions: Mapping[str, Misconception]
) -> list[Misconception]:
    names = dict.fromkeys(r.misconception for r in remarks if r.misconception is not None)
    return [misconceptions[name] for name in names if name in misconceptions][:1]


def cures(question: Question, belief: Misconception | None, katas: Collection[int]) -> list[int]:
    """Return the katas that cure a belief, those of the question first; its own without one."""
    named = belief.katas if belief is not None else question.katas
    there = [number for number in named if number in katas]
    return sorted(there, key=lambda number: number not in question.katas)


def _belief_lines(belief: Misconception, cures: Sequence[int], width: int) -> list[Line]:
    lines = [
        *labelled("The belief behind it: ", belief.belief, width, indent=_INDENT),
        *prose(belief.sentence, width, indent=_INDENT),
    ]
    if cures:
        command = Span(f"kata start {cures[0]}", "command")
        lines.append((Span(f"{_INDENT}To see it in code: ", "faint"), command))
    return lines


def answer_lines(question: Question, shown: Shown, width: int) -> list[Line]:
    """Return the right answer, in the terms in which it was asked for."""
    texts = _answer(question.body, shown)
    if len(texts) == 1 and "\n" not in texts[0]:
        return labelled("The answer: ", texts[0], width, indent=_INDENT)
    lines = wrapped(_introduction(question.body), width, indent=_INDENT, role="faint")
    for number, text in enumerate(texts):
        if number and isinstance(question.body, Output):
            lines.append(line(f"{_INDENT}or", "faint"))
        if isinstance(question.body, Output):
            lines += [line(_INDENT * 2 + part) for part in text.split("\n")]
        else:
            bullet = "" if isinstance(question.body, Choices) else "- "
            lines += labelled(bullet, text, width, indent=_INDENT * 2)
    return lines


def given_lines(question: Question, shown: Shown, answer: str, width: int) -> list[Line]:
    """Return an answer as the log of answers keeps it, in the terms in which it was given."""
    texts = answer.split("\n")
    if isinstance(question.body, Choices | Ordering | Matching):
        parts = {option.id: option.text for option in shown.options}
        parts |= {item.id: item.text for item in shown.items}
        texts = [parts.get(name, name) for name in json.loads(answer)]
    told = "; ".join(texts) if answer else "(nothing)"
    return labelled("Your answer: ", told, width, indent=_INDENT)


def _introduction(body: Body) -> str:
    match body:
        case Ordering():
            return "A right order:"
        case Output(outputs) if len(outputs) > 1:
            return "What it can print; each of these is right:"
        case Output():
            return "It prints:"
    return "The answer:"


def _answer(body: Body, shown: Shown) -> list[str]:
    match body:
        case Choices():
            numbers = {option.id: n for n, option in enumerate(shown.options, start=1)}
            return [
                f"{numbers[option.id]}  {option.text}"
                for option in shown.options
                if option.id in body.right
            ]
        case Number(answer, _, unit):
            return [f"{answer:g}" + (f" {unit}" if unit else "")]
        case ShortText(accept):
            return [accept[0]]
        case Ordering(items):
            return [item.text for item in items]
        case Matching(pairs):
            return [f"{pair.left.rstrip('.')}: {pair.right}" for pair in pairs]
        case Output(outputs):
            return [output or "(nothing)" for output in outputs]
        case FindLine(lines):
            return [" or ".join(f"line {number}" for number in lines)]
        case Free(answer):
            return [answer]
    raise AssertionError(body)


def model_answer_lines(question: Question, width: int) -> list[Line]:
    """Return a good free answer, and where to read more."""
    assert isinstance(question.body, Free)
    return [
        line("A good answer:", "strong"),
        BLANK,
        *prose(question.body.answer, width, indent=_INDENT),
        BLANK,
        line(_INDENT + question.reference, "faint"),
    ]

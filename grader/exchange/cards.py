"""A question as the two sides of a card, in HTML."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from grader.exchange.markup import html_of, numbered, program_html
from grader.question import (
    Choices,
    FindLine,
    Free,
    Matching,
    Number,
    Ordering,
    Output,
    Question,
    QuestionType,
    ShortText,
    Shown,
    WrongAnswer,
)
from grader.quiz.shuffle import shown
from grader.render.question import premise_text

_SEED = 0
"""Every export shows the options of a question in the same order."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Card(NamedTuple):
    """What is asked, and what is seen after the answer; both on one line."""

    front: str
    back: str


def card(question: Question) -> Card:
    """Return the question's card; its options stand in another order than the author's."""
    order = shown(question, _SEED)
    return Card(
        "".join(_front(question, order)).replace("\n", "<br>"),
        "".join(_back(question, order)).replace("\n", "<br>"),
    )


def _front(question: Question, order: Shown) -> list[str]:
    parts = [_paragraph(question.prompt)]
    premise = premise_text(question.premise)
    if premise:
        parts.append(f"<p><i>{html_of(f'Premise: {premise}.')}</i></p>")
    if question.code is not None:
        of_lines = question.type is QuestionType.LINE
        parts.append(program_html(numbered(question.code) if of_lines else question.code))
    parts += _choice(question, order)
    if question.hint is not None:
        parts.append(f"<details><summary>Hint</summary>{html_of(question.hint)}</details>")
    return parts


def _choice(question: Question, order: Shown) -> list[str]:
    match question.body:
        case Choices():
            return [_list((option.text for option in order.options), 'ol type="A"')]
        case Ordering():
            return [_list(item.text for item in order.items)]
        case Matching(pairs, _):
            lefts = _list((pair.left for pair in pairs), "ol")
            return [lefts, "<p>belongs to</p>", _list(order.rights)]
        case Number(unit=unit) if unit is not None:
            return [_paragraph(f"In {unit}.")]
    return []


def _back(question: Question, order: Shown) -> list[str]:
    parts = _answer(question, order)
    if question.explanation and not (
        isinstance(question.body, Free) and question.body.answer == question.explanation
    ):
        parts.append(_paragraph(question.explanation))
    address = html_of(question.reference)
    return [*parts, f'<p><a href="{address}">{address}</a></p>']


def _answer(question: Question, order: Shown) -> list[str]:
    match question.body:
        case Choices():
            return _options(question.body, order)
        case Number(answer, tolerance, unit, wrong):
            number = f"{answer:.12g}" + (f" {unit}" if unit else "")
            near = f" (give or take {tolerance:.12g})" if tolerance else ""
            return [_strong(number + near), *_wrong(wrong)]
        case ShortText(accept, _, wrong):
            return [_strong(" or ".join(accept)), *_wrong(wrong)]
        case Ordering(items, rules):
            texts = {item.id: item.text for item in items}
            told = [f"{texts[r.first]}, before {texts[r.then]}: {r.why}" for r in rules]
            return [
                _list(texts.values(), "ol"),
                _paragraph("Every order is right that has:"),
                _list(told),
            ]
        case Matching(pairs, extra):
            told = [f"{pair.left} → {pair.right}: {pair.why}" for pair in pairs]
            return [_list([*told, *(f"{each} belongs to none" for each in extra)])]
        case Output(outputs, wrong):
            head = [] if len(outputs) == 1 else [_paragraph("Any of these can come:")]
            return [*head, *(program_html(each) for each in outputs), *_wrong(wrong)]
        case FindLine(lines, wrong):
            code = (question.code or "").split("\n")
            told = [f"line {number}: {code[number - 1].strip()}" for number in lines]
            return [*(_strong(each) for each in told), *_wrong(wrong)]
        case Free(answer, rubric):
            points = [point.text + _weight(point.weight) for point in rubric]
            return [_paragraph(answer), _list(points)]


def _options(body: Choices, order: Shown) -> list[str]:
    letters = dict(zip((option.id for option in order.options), _LETTERS, strict=False))
    right = [option for option in order.options if option.id in body.right]
    whys = [
        f"{letters[option.id]}: {option.why}" for option in order.options if option.why is not None
    ]
    told = [_strong(f"{letters[option.id]}: {option.text}") for option in right]
    return [*told, _list(whys)] if whys else told


def _wrong(wrong: tuple[WrongAnswer, ...]) -> list[str]:
    return [_list(f"not {each.answer}: {each.why}" for each in wrong)] if wrong else []


def _weight(weight: int) -> str:
    return f" (counts {weight})" if weight > 1 else ""


def _paragraph(text: str) -> str:
    return f"<p>{html_of(text)}</p>"


def _strong(text: str) -> str:
    return f"<p><b>{html_of(text)}</b></p>"


def _list(texts: Iterable[str], tag: str = "ul") -> str:
    items = "".join(f"<li>{html_of(text)}</li>" for text in texts)
    return f"<{tag}>{items}</{tag.partition(' ')[0]}>"

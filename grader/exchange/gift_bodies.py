"""What stands between the braces of a question in GIFT, for each type of question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from grader.exchange import losses
from grader.exchange.losses import Loss, Turned
from grader.exchange.markup import html_of, program_html
from grader.question import (
    Choices,
    FindLine,
    Free,
    Matching,
    Number,
    Option,
    Ordering,
    Output,
    Question,
    QuestionType,
    ShortText,
    WrongAnswer,
)

_NO_OUTPUT = "(nothing)"


class Answers(NamedTuple):
    """The answers of a question: what opens them, the line of each, and what goes elsewhere."""

    lines: tuple[str, ...] = ()
    opening: str = ""
    feedback: tuple[str, ...] = ()
    """HTML that begins the general feedback."""
    instruction: str = ""
    """What the prompt has to say besides, where the type has changed."""
    losses: tuple[Loss | Turned, ...] = ()


def answers_of(question: Question) -> Answers:
    """Return the nearest that GIFT has to the question's answers."""
    match question.body:
        case Choices() if question.type is QuestionType.TRUE_FALSE:
            return _true_false(question.body)
        case Choices():
            return _choices(question.type, question.body)
        case Number(answer, tolerance, _, wrong):
            return _number([f"{decimal(answer)}:{decimal(tolerance)}"], wrong)
        case FindLine(lines, wrong):
            return _number([f"{line}:0" for line in lines], wrong)
        case ShortText(accept, _, wrong):
            return Answers(tuple(_short(accept, wrong)))
        case Matching():
            return _matching(question.body)
        case Ordering():
            return _ordering(question.body)
        case Output():
            return _output(question.body)
        case Free(answer, rubric):
            points = [
                point.text + (f" (counts {point.weight})" if point.weight > 1 else "")
                for point in rubric
            ]
            return Answers(feedback=(paragraph(answer), _list(points)))


def escaped(text: str) -> str:
    """Return a text with everything escaped that GIFT would take for its own."""
    return re.sub(r"[\\#=~{}:]", r"\\\g<0>", text).replace("\n", r"\n")


def decimal(number: float) -> str:
    """Return a number without an exponent."""
    return f"{number:.9f}".rstrip("0").rstrip(".")


def paragraph(text: str) -> str:
    """Return a text as a paragraph of HTML."""
    return f"<p>{html_of(text)}</p>"


def _list(texts: Iterable[str], tag: str = "ul") -> str:
    items = "".join(f"<li>{html_of(text)}</li>" for text in texts)
    return f"<{tag}>{items}</{tag}>"


def _answer(sign: str, html: str, why: str | None) -> str:
    """Return one answer in HTML; a sign of weight or format at its beginning would be obeyed."""
    if html[:1] in ("%", "["):
        html = f"&#{ord(html[0])};{html[1:]}"
    feedback = f"#{escaped(html_of(why))}" if why is not None else ""
    return f"{sign}{escaped(html)}{feedback}"


def _true_false(body: Choices) -> Answers:
    why = next(option.why for option in body.options if option.id not in body.right)
    return Answers(opening=_answer("", "TRUE" if body.right == ("true",) else "FALSE", why))


def _choices(kind: QuestionType, body: Choices) -> Answers:
    single = kind is QuestionType.SINGLE
    # Moodle knows shares such as 33.33333; with -100 for each wrong one nothing is left.
    share = f"{100 / len(body.right):.5f}".rstrip("0").rstrip(".")
    signs = ("=", "~") if single else (f"~%{share}%", "~%-100%")

    def sign(option: Option) -> str:
        return signs[option.id not in body.right]

    return Answers(tuple(_answer(sign(o), html_of(o.text), o.why) for o in body.options))


def _number(right: list[str], wrong: tuple[WrongAnswer, ...]) -> Answers:
    return Answers(
        (
            *(f"=%100%{each}" for each in right),
            *(f"=%0%{each.answer}:0#{escaped(html_of(each.why))}" for each in wrong),
        ),
        opening="#",
    )


def _short(accept: tuple[str, ...], wrong: tuple[WrongAnswer, ...]) -> list[str]:
    """Return short answers, which are plain text, and in which a star would match anything."""
    right = [f"=%100%{_plain(each)}" for each in accept]
    return right + [f"=%0%{_plain(each.answer)}#{escaped(html_of(each.why))}" for each in wrong]


def _plain(text: str) -> str:
    return escaped(text.replace("*", r"\*"))


def _matching(body: Matching) -> Answers:
    pairs = [f"={escaped(html_of(pair.left))} -> {_flat(pair.right)}" for pair in body.pairs]
    extra = [f"= -> {_flat(text)}" for text in body.extra]
    return Answers((*pairs, *extra), losses=(losses.PAIR_WHY,) * len(body.pairs))


def _flat(text: str) -> str:
    return escaped(" ".join(text.split()))


def _ordering(body: Ordering) -> Answers:
    """Return places to match where one order alone is right, else an answer in words."""
    rules = {(rule.first, rule.then) for rule in body.rules}
    ids = [item.id for item in body.items]
    if all(pair in rules for pair in pairwise(ids)):
        return Answers(
            tuple(
                f"={escaped(html_of(item.text))} -> {place}"
                for place, item in enumerate(body.items, start=1)
            ),
            instruction="Give each its place, beginning with 1.",
            losses=(Turned("order", "matching"), *(losses.RULE_WHY,) * len(body.rules)),
        )
    texts = [item.text for item in body.items]
    return Answers(
        feedback=(
            paragraph("One right order, of several:"),
            _list(texts, "ol"),
            _list(rule.why for rule in body.rules),
        ),
        instruction="The steps, in any order: " + "; ".join(sorted(texts)) + ".",
        losses=(Turned("order (where several orders are right)", "essay"),),
    )


def _output(body: Output) -> Answers:
    """Return a short answer where outputs are of one line, a choice for one output of several."""
    one_line = all(map(_is_line, body.outputs))
    short = tuple(each for each in body.wrong if _is_line(each.answer))
    lost = len(body.wrong) - len(short)
    if one_line and (not lost or len(body.outputs) > 1):
        turned = Turned("output", "short answer")
        lines = _short(body.outputs, short)
        return Answers(tuple(lines), losses=(turned, *(losses.WRONG,) * lost))
    if len(body.outputs) == 1 and body.wrong:
        wrong = (_answer("~", _printed(each.answer), each.why) for each in body.wrong)
        lines = [_answer("=", _printed(body.outputs[0]), None), *wrong]
        return Answers(tuple(lines), losses=(Turned("output", "multiple choice"),))
    many = [paragraph("Any of these can come:")] if len(body.outputs) > 1 else []
    return Answers(
        feedback=(*many, *(_printed(output) for output in body.outputs)),
        losses=(Turned("output", "essay"), *(losses.WRONG,) * len(body.wrong)),
    )


def _is_line(output: str) -> bool:
    """Whether it can be typed into a field of one line."""
    return bool(output.strip()) and "\n" not in output


def _printed(output: str) -> str:
    return program_html(output) if output.strip() else paragraph(_NO_OUTPUT)

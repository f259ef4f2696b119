"""A question as its author looks at it: as a learner sees it, and all that is behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from grader.question import (
    Choices,
    Claim,
    Experiment,
    Free,
    Matching,
    Number,
    Ordering,
    Output,
    Question,
    ShortText,
    Shown,
)
from grader.render.code import code_lines
from grader.render.feedback import answer_lines
from grader.render.lines import BLANK, Line, labelled, line, prose
from grader.render.question import Look, question_lines

_INDENT = "  "


class Tested(NamedTuple):
    """How a question's code is tested, beyond what its author wrote."""

    implied: tuple[Claim, ...] = ()
    """What the answer alone claims of the code."""
    interleaved: bool = False
    """Whether it is run as well with threads switched anywhere."""


def preview_lines(
    question: Question, pack: str, shown: Shown, tested: Tested, look: Look
) -> list[Line]:
    """Return the question with its parts as ``shown``, its answer, whys, and claims."""
    heading = (
        f"{pack} · {question.id} · rev {question.rev} · {question.type} · "
        f"level {question.level} of 5 · {question.topic}"
    )
    return [
        *question_lines(question, shown, heading, look),
        *_answer(question, shown, look.width),
        *_section("What is said of other answers:", _whys(question), look.width),
        *_section("The rubric:", _rubric(question), look.width),
        *_paragraph("The explanation:", _explanation(question), look.width),
        *_section("Besides:", _besides(question), look.width),
        *_claims(question, tested, look),
        BLANK,
        line(question.reference, "faint"),
    ]


def _answer(question: Question, shown: Shown, width: int) -> list[Line]:
    """Return the answer as a learner is told it; a model answer in its paragraphs."""
    if isinstance(question.body, Free):
        return _paragraph("A good answer:", question.body.answer, width)
    return [BLANK, *answer_lines(question, shown, width)]


def _section(title: str, texts: Iterable[str], width: int) -> list[Line]:
    """Return a title and an item for each text; nothing where there is none."""
    items = [labelled("- ", text, width, indent=_INDENT) for text in texts]
    return [BLANK, line(title, "strong"), *(each for item in items for each in item)] * bool(items)


def _paragraph(title: str, text: str, width: int) -> list[Line]:
    return [BLANK, line(title, "strong"), *prose(text, width, indent=_INDENT)] if text else []


def _explanation(question: Question) -> str:
    """Return what is said after the answer, where that is not the model answer itself."""
    told = isinstance(question.body, Free) and question.body.answer == question.explanation
    return "" if told else question.explanation


def _whys(question: Question) -> list[str]:
    match question.body:
        case Choices(options):
            return [_told(o.text, o.why, o.misconception) for o in options if o.why is not None]
        case Ordering(items, rules):
            texts = {item.id: item.text for item in items}
            return [
                _told(f"{texts[r.first]}, before {texts[r.then]}", r.why, r.misconception)
                for r in rules
            ]
        case Matching(pairs):
            return [_told(pair.left, pair.why, pair.misconception) for pair in pairs]
        case Free():
            return []
    return [
        _told(wrong.answer or "(nothing)", wrong.why, wrong.misconception)
        for wrong in question.body.wrong
    ]


def _told(answer: str, why: str, misconception: str | None) -> str:
    """Return an answer, what is said of it, and the belief that it shows."""
    shown = " / ".join(answer.strip().splitlines())
    return f"{shown}: {why}" + (f" [{misconception}]" if misconception else "")


def _rubric(question: Question) -> list[str]:
    points = question.body.rubric if isinstance(question.body, Free) else ()
    return [f"{point.text} (counts {point.weight})" for point in points]


def _besides(question: Question) -> list[str]:
    """Return what else counts as right, the hint, and what the question is linked to."""
    told = _also_right(question)
    told += [f"hint: {question.hint}"] if question.hint is not None else []
    told += [f"misconceptions: {', '.join(question.misconceptions)}"] * bool(
        question.misconceptions
    )
    numbers = ", ".join(map(str, question.katas))
    return told + [f"katas: {numbers}"] * bool(numbers)


def _also_right(question: Question) -> list[str]:
    match question.body:
        case Number(_, tolerance) if tolerance:
            return [f"tolerance: {tolerance:g}"]
        case ShortText(accept, exact):
            told = [f"accepted: {', '.join(accept)}"] if len(accept) > 1 else []
            return told + ["capitals and blanks matter"] * exact
    return []


def _claims(question: Question, tested: Tested, look: Look) -> list[Line]:
    """Return what is claimed of the code, how it is run, and the program that is to show it."""
    experiment = question.experiment or Experiment()
    texts = [_claim(claim) for claim in experiment.claims]
    texts += [f"{_claim(claim)} (says the answer)" for claim in tested.implied]
    if isinstance(question.body, Output) and len(question.body.outputs) > 1 and tested.implied:
        texts.append("impossible: prints anything else (says the answer)")
    if experiment.unverified is not None:
        texts.append(f"not verified: {experiment.unverified}")
    lines = _section("What is claimed of the code:", texts, look.width)
    lines += _section("How it is run:", _conditions(experiment, tested), look.width)
    if experiment.witness is not None:
        lines += [BLANK, line("The witness:", "strong")]
        lines += code_lines(experiment.witness, highlighted=look.highlighted)
    return lines


def _conditions(experiment: Experiment, tested: Tested) -> list[str]:
    """Return under which conditions the code is run, beyond those that are usual."""
    methods = ", ".join(experiment.start_methods)
    seconds = (f"{each:.9f}".rstrip("0").rstrip(".") for each in experiment.switch_intervals)
    intervals = ", ".join(seconds)
    told = [f"start methods: {methods}"] * bool(methods)
    told += [f"switch intervals: {intervals} seconds"] * bool(intervals)
    return told + ["interleaved: threads switched anywhere as well"] * tested.interleaved


def _claim(claim: Claim) -> str:
    outcome = claim.outcome._asdict()
    parts = [f"{key} {_value(value)}" for key, value in outcome.items() if value is not None]
    return f"{claim.says}: {' and '.join(parts)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(value) if isinstance(value, str) else str(value)

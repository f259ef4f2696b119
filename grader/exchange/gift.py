"""Questions in GIFT, the text format of Moodle's quizzes.

What each type becomes is decided by what Moodle's importer, ``question/format/gift/format.php``,
does with it. Texts are written as HTML, but for what Moodle keeps as plain text: short answers
and the right-hand sides of a match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from grader.exchange import losses
from grader.exchange.beliefs import shown_beliefs
from grader.exchange.gift_bodies import Answers, answers_of, escaped, paragraph
from grader.exchange.losses import Loss, Moved, Turned, Written, in_words
from grader.exchange.markup import html_of, numbered, program_html
from grader.models import Pack
from grader.question import Choices, Free, Number, Question, QuestionType, ShortText
from grader.render.question import premise_text


def gift_text(pack: Pack) -> Written:
    """Return the pack's questions in GIFT, a category for each topic, and what is left out."""
    found: list[Loss | Moved | Turned] = []
    blocks: list[str] = []
    for topic in dict.fromkeys(question.topic for question in pack.questions):
        blocks.append(f"$CATEGORY: $course$/top/{_category(pack.title)}/{_category(topic)}")
        for question in pack.questions:
            if question.topic == topic:
                answers = answers_of(question)
                blocks.append(_block(question, answers))
                found += [*_lost(question), *answers.losses]
    return Written("\n\n".join(blocks) + "\n", in_words(found))


def _block(question: Question, answers: Answers) -> str:
    """Return the lines of one question; no line in it is blank, for that would end it."""
    head = f"::{escaped(question.id)}::[html]{escaped(_text(question, answers))}{{{answers.opening}"
    feedback = escaped(_general_feedback(question, answers))
    return "\n".join(
        [
            _comment(question),
            head,
            *(f"\t{line}" for line in answers.lines),
            f"\t####{feedback}",
            "}",
        ]
    )


def _comment(question: Question) -> str:
    """Return the comment from which Moodle takes the id number and the tags of a question."""
    tags = [
        f"type-{question.type}",
        f"level-{question.level}",
        f"rev-{question.rev}",
        *(f"kata-{number}" for number in question.katas),
    ]
    return f"// [id:{question.id}] " + " ".join(f"[tag:{tag}]" for tag in tags)


def _text(question: Question, answers: Answers) -> str:
    parts = [paragraph(question.prompt)]
    premise = premise_text(question.premise)
    if premise:
        parts.append(paragraph(f"Premise: {premise}."))
    if isinstance(question.body, Number) and question.body.unit is not None:
        parts.append(paragraph(f"In {question.body.unit}."))
    if answers.instruction:
        parts.append(paragraph(answers.instruction))
    if question.code is not None:
        of_lines = question.type is QuestionType.LINE
        parts.append(program_html(numbered(question.code) if of_lines else question.code))
    return "".join(parts)


def _general_feedback(question: Question, answers: Answers) -> str:
    parts = list(answers.feedback)
    if not (isinstance(question.body, Free) and question.body.answer == question.explanation):
        parts.append(paragraph(question.explanation))
    address = html_of(question.reference)
    return "".join([*parts, f'<p><a href="{address}">{address}</a></p>'])


def _category(name: str) -> str:
    """Return a name in the path of a category, where it is not escaped but for the slash."""
    return re.sub(r"\s+", " ", name).strip().replace("/", "//")


def _lost(question: Question) -> Iterator[Loss | Moved]:
    """Yield what of any question has no place in GIFT, or stands in the prompt there."""
    if question.hint is not None:
        yield losses.HINT
    if question.experiment is not None:
        yield from [losses.CLAIM] * len(question.experiment.claims)
    yield from [losses.MISCONCEPTION] * len([*question.misconceptions, *shown_beliefs(question)])
    if not question.shuffle:
        yield losses.FIXED_ORDER
    yield from _lost_of_body(question)
    if premise_text(question.premise):
        yield losses.PREMISE


def _lost_of_body(question: Question) -> Iterable[Loss | Moved]:
    match question.body:
        case Choices(options) if question.type is not QuestionType.TRUE_FALSE:
            return [losses.PINNED for option in options if option.pinned]
        case ShortText(exact=True):
            return [losses.EXACT]
        case Number(unit=unit) if unit is not None:
            return [losses.UNIT]
    return []

"""Questions out of a GIFT file: what it holds, what it cannot tell, and what had to be dropped.

None of the Python packages that read GIFT tells the line of what it refuses, and the newest was
last released years ago; so this is read here, as Moodle's own importer reads it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import NamedTuple

from grader.errors import ContentError
from grader.exchange.gift_answers import body_of
from grader.exchange.gift_syntax import Entry, Piece, Source, decoded
from grader.exchange.gift_tags import named, path_of, tags_of
from grader.exchange.gift_texts import Reading
from grader.exchange.markup import Plain, unnumbered
from grader.exchange.naming import Names, slug
from grader.question import (
    Experiment,
    Free,
    Question,
    QuestionType,
    RubricPoint,
)

TODO_EXPLANATION = "TODO: explain the answer."
TODO_ANSWER = "TODO: write a model answer."
TODO_POINT = "TODO: name what a good answer says."
TODO_REFERENCE = "https://example.org/TODO"
UNVERIFIED = "TODO: claim what running it comes to; GIFT carries no claims."

_BLANK = "_____"
_POINT = re.compile(r"(.*?)(?: \(counts ([0-9]+)\))?")


class Remark(NamedTuple):
    """Something to be told of one question, and the line that it stands in."""

    line: int
    question: str
    message: str


class Explained(NamedTuple):
    """What is said after the answer."""

    explanation: str
    reference: str


class Imported(NamedTuple):
    """What a GIFT file came to."""

    title: str | None
    """The name of the category above the topics, where there is one."""
    questions: tuple[Question, ...]
    lines: Mapping[str, int]
    """In which line each question begins, by its id."""
    left_out: tuple[Remark, ...]
    renamed: tuple[Remark, ...]
    """For each question whose name another one has, the id that it got."""
    to_write: tuple[Remark, ...]
    """For each question what our format asks for and the file does not hold."""
    unlevelled: int
    """How many questions do not tell their level."""


def read_gift(data: bytes, file: str, topic: str, level: int) -> Imported:
    """Return the questions of a GIFT file; ``topic`` and ``level`` are for those without.

    A placeholder that begins with TODO stands for each text that the file does not hold, and is
    told in ``to_write``. A `ContentError` names every place that cannot be read.
    """
    source = Source(file, decoded(data, file))
    names = Names()
    questions, lines, left_out, renamed, to_write = [], {}, [], [], []
    title, unlevelled = None, 0
    for entry in source.entries():
        line = source.line(entry.at)
        path = path_of(entry.category)
        title = title or (path[0] if len(path) > 1 else None)
        reading = Reading(source)
        question = _question(entry, reading, names, path[-1] if path else topic, level)
        if entry.answers is None:
            left_out.append(Remark(line, "", "a description, which asks nothing"))
        if question is None:
            continue
        questions.append(question)
        lines[question.id] = line
        unlevelled += not reading.levelled
        left_out += [Remark(source.line(at), question.id, told) for at, told in reading.left_out]
        if (name := slug(named(entry))) and name != question.id:
            renamed.append(Remark(line, question.id, f'an earlier question is called "{name}"'))
        if lacking := _lacking(reading):
            to_write.append(Remark(line, question.id, lacking))
    if not questions and not source.problems:
        source.report(0, "there is no question in this file; is it GIFT?")
    if source.problems:
        raise ContentError(source.problems)
    return Imported(
        title,
        tuple(questions),
        lines,
        tuple(left_out),
        tuple(renamed),
        tuple(to_write),
        unlevelled,
    )


def _lacking(reading: Reading) -> str:
    """Return in words what an author has to write yet."""
    whys = reading.unexplained
    told = [f"the why of {', '.join(whys)}"] if whys else []
    return "; ".join([*told, *reading.to_write])


def _question(
    entry: Entry, reading: Reading, names: Names, topic: str, level: int
) -> Question | None:
    if entry.answers is None:
        return None
    tags = tags_of(entry, reading)
    code, prompt = _program(_prompt(entry, reading), tags.get("type") == QuestionType.LINE)
    reading.was = tags.get("type") if code is not None else None
    if not prompt:
        reading.refuse(entry.at, "this question is without words; write some, or leave it out")
    answers, general = _general_feedback(entry.answers, reading)
    typed = body_of(answers, reading)
    if typed is None:
        return None
    kind, body = typed
    explanation, reference = _explained(general, entry, reading)
    if isinstance(body, Free):
        body, explanation = _model_answer(explanation, reading)
    elif not explanation:
        reading.to_write.append("the explanation")
    if reference == TODO_REFERENCE:
        reading.to_write.append("the reference")
    reading.levelled = "level" in tags
    return Question(
        id=names.given(named(entry) or prompt, "question"),
        rev=int(tags.get("rev", "1")),
        type=kind,
        level=int(tags.get("level", level)),
        topic=topic,
        prompt=prompt,
        body=body,
        explanation=explanation or TODO_EXPLANATION,
        reference=reference,
        code=code,
        katas=tuple(int(number) for number in tags.get("kata", "").split()),
        experiment=_experiment(kind, code, reading),
    )


def _prompt(entry: Entry, reading: Reading) -> Plain:
    """Return the question's text, with a blank where the answers stood in the middle of it."""
    whole = entry.before
    if entry.after is not None:
        gap = f"{whole.raw}{_BLANK}{entry.after.raw}"
        whole = whole._replace(raw=gap, masked=gap)
    return reading.question_text(whole.stripped())


def _program(prompt: Plain, of_lines: bool) -> tuple[str | None, str]:
    """Return the program and the prompt; what is no Python stays in the prompt."""
    if len(prompt.programs) == 1 and prompt.text:
        code = unnumbered(prompt.programs[0]) if of_lines else prompt.programs[0]
        try:
            ast.parse(code)
        except (SyntaxError, ValueError):
            pass
        else:
            return code, prompt.text
    return None, prompt.whole


def _general_feedback(answers: Piece, reading: Reading) -> tuple[Piece, Plain]:
    """Return the answers without what is said whatever was answered, and that."""
    mark = answers.masked.rfind("####")
    if mark < 0:
        return answers, Plain("")
    return answers.cut(0, mark), reading.plain(answers.cut(mark + 4))


def _explained(general: Plain, entry: Entry, reading: Reading) -> Explained:
    """Return the explanation, and the link at its end as the reference.

    What is said to those who are right explains, where there is no general feedback.
    """
    text, reference = general.whole, TODO_REFERENCE
    if general.links and re.fullmatch(r"https://\S+", general.links[-1]):
        reference = general.links[-1]
        text = text.removesuffix(reference).rstrip("\n")
    if text and reading.praise:
        reading.left_out.append((entry.at, "what is said to those who are right"))
    return Explained(text or reading.praise, reference)


def _model_answer(explanation: str, reading: Reading) -> tuple[Free, str]:
    """Return a model answer with its rubric, the first list in it, and the explanation after."""
    lines = explanation.split("\n")
    listed = [index for index, line in enumerate(lines) if line.startswith("- ")]
    points, rest = [], ""
    answer = explanation
    if listed:
        answer = "\n".join(lines[: listed[0]])
        points = [_point(lines[index]) for index in listed]
        rest = "\n".join(lines[listed[-1] + 1 :])
    else:
        reading.to_write.append("the rubric")
    if not answer:
        reading.to_write.append("the model answer")
    answer = answer or TODO_ANSWER
    return Free(answer, tuple(points or [RubricPoint(TODO_POINT)])), rest or answer


def _point(line: str) -> RubricPoint:
    found = _POINT.fullmatch(line.removeprefix("- "))
    assert found is not None
    return RubricPoint(found[1], min(100, max(1, int(found[2] or 1))))


def _experiment(kind: QuestionType, code: str | None, reading: Reading) -> Experiment | None:
    if code is None or kind is QuestionType.OUTPUT:
        return None
    reading.to_write.append("claims about its code")
    return Experiment(unverified=UNVERIFIED)

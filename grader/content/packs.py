"""Packs: a folder of questions and misconceptions, read with every problem of every file."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.content import schema
from grader.content.builtin import content_root
from grader.content.document import Document, read_document
from grader.errors import ContentError, Problem
from grader.models import Misconception, Pack, Question, RubricPoint

_PACK = "pack.yaml"
_MISCONCEPTIONS = "misconceptions.yaml"
_BELIEF = ("id", "belief", "sentence")


def load_pack(folder: Path, known: Collection[str] = ()) -> Pack:
    """The pack in this folder; ``known`` are misconceptions that stand in other packs."""
    pack = read_document(folder / _PACK, schema.PACK)
    misconceptions = _misconceptions(folder)
    topics = [read_document(path, schema.QUESTIONS) for path in _question_files(folder)]
    problems = [
        *(problem for each in (pack, misconceptions, *topics) for problem in each.problems),
        *_repeated_ids(topics),
        *_unknown_misconceptions(topics, misconceptions, known),
        *_misnamed(folder),
    ]
    if problems:
        raise ContentError(problems)
    return Pack(
        folder=folder,
        id=pack.value["id"],
        title=pack.value["title"],
        questions=tuple(question for topic in topics for question in _questions(topic)),
        misconceptions=tuple(_built(misconceptions)),
    )


def load_misconceptions(folder: Path) -> dict[str, Misconception]:
    """The pack's misconceptions by id, in the file's order; none where there is no such file."""
    document = _misconceptions(folder)
    if document.problems:
        raise ContentError(document.problems)
    return {each.id: each for each in _built(document)}


def known_misconceptions(folder: Path | None) -> dict[str, Misconception]:
    """What a pack's katas may name: its own misconceptions, as far as they are right, and ours."""
    known = load_misconceptions(content_root() / "questions")
    if folder is not None:
        known |= {each.id: each for each in _built(_readable(_misconceptions(folder)))}
    return known


def lint_questions(folder: Path | None, known: Collection[str]) -> tuple[list[Problem], int]:
    """Every problem of a pack's files, and how many questions it has; none where there is none."""
    if folder is None:
        return [], 0
    try:
        return [], len(load_pack(folder, known).questions)
    except ContentError as error:
        return error.problems, 0


def _readable(document: Document) -> Document:
    """Only the rows in which nothing is missing."""
    rows = [row for _, row in document.rows("misconceptions") if {*_BELIEF} <= _filled(row)]
    return replace(document, value={"misconceptions": rows})


def _filled(row: dict[str, Any]) -> set[str]:
    return {key for key, value in row.items() if value is not None}


def _misconceptions(folder: Path) -> Document:
    path = folder / _MISCONCEPTIONS
    if not path.exists():
        return Document(str(path))
    return read_document(path, schema.MISCONCEPTIONS)


def _question_files(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.glob("*.yaml") if path.name not in (_PACK, _MISCONCEPTIONS)
    )


def _built(document: Document) -> list[Misconception]:
    return [
        Misconception(row["id"], row["belief"], row["sentence"], tuple(row.get("katas", ())))
        for _, row in document.rows("misconceptions")
    ]


def _questions(document: Document) -> list[Question]:
    return [_question(row, document.value["topic"]) for _, row in document.rows("questions")]


def _question(row: dict[str, Any], topic: str) -> Question:
    return Question(
        id=row["id"],
        rev=row["rev"],
        level=row["level"],
        topic=topic,
        prompt=row["prompt"],
        answer=row["answer"],
        rubric=tuple(RubricPoint(**point) for point in row["rubric"]),
        reference=row["reference"],
        misconceptions=tuple(row.get("misconceptions", ())),
        katas=tuple(row.get("katas", ())),
    )


def _repeated_ids(topics: list[Document]) -> list[Problem]:
    """Ids that an earlier file of the pack has; those within one file are the schema's matter."""
    first: dict[str, Document] = {}
    problems = []
    for topic in topics:
        for index, row in topic.rows("questions"):
            name = row.get("id")
            if name is None:
                continue
            earlier = first.setdefault(name, topic)
            if earlier is not topic:
                message = f'id "{name}" is already in {earlier.file}; give this one its own'
                problems.append(topic.problem(("questions", index, "id"), message))
    return problems


def _unknown_misconceptions(
    topics: list[Document], misconceptions: Document, elsewhere: Collection[str]
) -> list[Problem]:
    if misconceptions.problems and not misconceptions.value:
        return []  # Unreadable: every reference would look wrong, and none need be.
    rows = misconceptions.rows("misconceptions")
    known = {*elsewhere, *(row["id"] for _, row in rows if row.get("id") is not None)}
    problems = []
    for topic in topics:
        for index, row in topic.rows("questions"):
            for number, name in enumerate(row.get("misconceptions") or ()):
                if name is not None and name not in known:
                    where = ("questions", index, "misconceptions", number)
                    problems.append(topic.problem(where, _no_such(name, known)))
    return problems


def _no_such(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    advice = f'write "{near[0]}"' if near else f"add it to {_MISCONCEPTIONS}, or remove it"
    return f'there is no misconception "{name}"; {advice}'


def _misnamed(folder: Path) -> list[Problem]:
    """Files that would be passed over in silence for the way their names end."""
    return [
        Problem(str(path), 0, 0, f"not read under this name; call it {path.stem}.yaml")
        for path in sorted(folder.glob("*.yml"))
    ]

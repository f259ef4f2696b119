"""Packs: a folder of questions and misconceptions, read with every problem of every file."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from grader.content import question_schema, schema
from grader.content.builtin import content_root
from grader.content.document import Document, read_document
from grader.content.questions import misconceptions_in, question_of
from grader.content.sense import faults
from grader.content.wording import Where
from grader.errors import ContentError, Problem
from grader.models import Misconception, Pack
from grader.question import Question

_PACK = "pack.yaml"
_MISCONCEPTIONS = "misconceptions.yaml"
_BELIEF = ("id", "belief", "sentence")
_COMPARED = 20
"""For so many unknown misconceptions the one that was meant is looked for: it takes its time."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A question, and where in its file it stands."""

    question: Question
    row: Mapping[str, Any]
    """What the file holds of it, as plain values."""
    document: Document
    index: int

    def problem(self, where: Where, message: str) -> Problem:
        """A problem with what stands at ``where`` in the question, or with the question itself."""
        found = ("questions", self.index, *where)
        while found not in self.document.places:
            found = found[:-1]
        return self.document.problem(found, message)


class Contents(NamedTuple):
    """What a pack's folder holds, as far as it is right, and everything that is wrong."""

    pack: Pack | None
    placed: list[Placed]
    problems: list[Problem]


def read_pack(folder: Path, known: Collection[str] = ()) -> Contents:
    """Read every file of a pack; ``known`` are misconceptions that stand in other packs.

    ``placed`` has the questions in which nothing is wrong, whatever is wrong elsewhere; ``pack``
    is None where any file has a problem. Never raises for what the author wrote.
    """
    head = read_document(folder / _PACK, schema.PACK)
    misconceptions = _misconceptions(folder)
    topics = [read_document(path, question_schema.QUESTIONS) for path in _question_files(folder)]
    problems = [
        *(problem for each in (head, misconceptions, *topics) for problem in each.problems),
        *_repeated_ids(topics),
        *_unknown_misconceptions(topics, misconceptions, known),
        *_misnamed(folder),
    ]
    placed: list[Placed] = []
    for topic in topics:
        senseless, sound = _questions(topic)
        problems += senseless
        placed += sound
    return Contents(
        None if problems else _pack(folder, head, placed, misconceptions), placed, problems
    )


def load_pack(folder: Path, known: Collection[str] = ()) -> Pack:
    """The pack in this folder; a `ContentError` names every problem of every file."""
    contents = read_pack(folder, known)
    if contents.pack is None:
        raise ContentError(contents.problems)
    return contents.pack


def _pack(folder: Path, head: Document, placed: list[Placed], beliefs: Document) -> Pack:
    value = head.value
    return Pack(
        folder=folder,
        id=value["id"],
        title=value["title"],
        questions=tuple(each.question for each in placed),
        misconceptions=tuple(_built(beliefs)),
        version=value.get("version"),
        description=value.get("description"),
        authors=tuple(value.get("authors", ())),
        license=value.get("license"),
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


def _questions(document: Document) -> tuple[list[Problem], list[Placed]]:
    """What makes no sense in a topic's questions, and the questions in which all does."""
    problems, placed = [], []
    for index, row in document.rows("questions"):
        if ("questions", index) in document.broken:
            continue
        found = [
            document.problem(("questions", index, *where), message)
            for where, message in faults(row)
        ]
        problems += found
        if not found and document.value.get("topic") is not None:
            question = question_of(row, document.value["topic"])
            placed.append(Placed(question, row, document, index))
    return problems, placed


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
    named = [
        (topic, ("questions", index, *where), name)
        for topic in topics
        for index, row in topic.rows("questions")
        for where, name in misconceptions_in(row)
        if name not in known
    ]
    comparable = sorted(known)
    return [
        topic.problem(place, no_such_misconception(name, comparable if number < _COMPARED else []))
        for number, (topic, place, name) in enumerate(named)
    ]


def no_such_misconception(name: str, known: Sequence[str]) -> str:
    """Return what to say of a misconception that is not known, and which was probably meant."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    advice = f'write "{near[0]}"' if near else f"add it to {_MISCONCEPTIONS}, or remove it"
    listed = "" if near else "; kata pack misconceptions lists those that there are"
    return f'there is no misconception "{name}"; {advice}{listed}'


def _misnamed(folder: Path) -> list[Problem]:
    """Files that would be passed over in silence for the way their names end."""
    return [
        Problem(str(path), 0, 0, f"not read under this name; call it {path.stem}.yaml")
        for path in sorted(folder.glob("*.yml"))
    ]

"""The content formats as JSON Schema, so that an editor completes and marks what is written.

They are made from the kinds that the checker uses. What only the checker sees (that ids are
unique, that an answer names an option, that a wrong option says why) is beyond a JSON Schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.content import schema
from grader.content.describing import description
from grader.content.fields import (
    Decimal,
    Flag,
    Kind,
    ListOf,
    OneOf,
    Record,
    Text,
    Variants,
    Whole,
)
from grader.content.question_schema import QUESTIONS

DRAFT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_FILES: Mapping[str, tuple[str, Record]] = {
    "pack": ("pack.yaml: what a pack is", schema.PACK),
    "misconceptions": ("misconceptions.yaml: wrong beliefs", schema.MISCONCEPTIONS),
    "questions": ("A file of questions: one topic of a pack", QUESTIONS),
    "kata": ("kata.yaml: what a kata is", schema.KATA),
}


def schemas() -> dict[str, Schema]:
    """Return a JSON Schema (draft 2020-12) for each kind of content file, by name.

    The names are ``pack``, ``misconceptions``, ``questions`` and ``kata``.
    """
    return {
        name: {"$schema": DRAFT, "title": title, **_schema(record, name)}
        for name, (title, record) in _FILES.items()
    }


def _schema(kind: Kind, name: str) -> Schema:
    """Return the schema of a value that stands under the key ``name``."""
    match kind:
        case Text():
            return _text(kind)
        case Flag():
            # YAML 1.2, which editors read, takes yes and no for texts.
            return {"enum": ["yes", "no", True, False]}
        case Whole(least, most):
            return {"type": "integer", "minimum": least, "maximum": most}
        case Decimal(least, most, _):
            return {"type": "number", "minimum": least, "maximum": most}
        case OneOf(words):
            return {"enum": [str(word) for word in words]}
        case ListOf():
            return _list(kind, name)
        case Record():
            return _record(kind, name)
        case Variants():
            return _variants(kind, name)


def _text(kind: Text) -> Schema:
    """Return a schema that takes ``3.10`` and ``true`` as well: they stay the author's text."""
    found: Schema = {"type": ["string", "number", "boolean"]}
    if kind.pattern is not None:
        found["pattern"] = f"^(?:{kind.pattern})$"
    elif not kind.empty:
        found["pattern"] = r"\S"
    if kind.most is not None:
        found["maxLength"] = kind.most
    if kind.write not in ("|", "…"):
        found["examples"] = [kind.write]
    return found


def _list(kind: ListOf, name: str) -> Schema:
    found: Schema = {"type": "array", "items": _schema(kind.kind, name)}
    if kind.least:
        found["minItems"] = kind.least
    if kind.unique == "":
        found["uniqueItems"] = True
    return found


def _record(kind: Record, name: str) -> Schema:
    kinds = {**kind.required, **kind.optional}
    found: Schema = {
        "type": "object",
        "properties": {key: _described(each, name, key) for key, each in kinds.items()},
        "additionalProperties": False,
    }
    if kind.required:
        found["required"] = list(kind.required)
    return found


def _described(kind: Kind, parent: str, key: str) -> Schema:
    return {"description": description(parent, key), **_schema(kind, key)}


def _variants(kind: Variants, name: str) -> Schema:
    """Return a schema that asks for the form which the word under the key names.

    The keys that all forms have stand beside, so that they are offered before the word is chosen.
    """
    choice = {
        "description": description(name, kind.key),
        "enum": [str(word) for word in kind.forms],
    }
    return {
        "type": "object",
        "properties": {**_common(kind, name), kind.key: choice},
        "required": [kind.key],
        "allOf": [
            {
                "if": {"properties": {kind.key: {"const": str(word)}}, "required": [kind.key]},
                "then": _record(form, name),
            }
            for word, form in kind.forms.items()
        ],
    }


def _common(kind: Variants, name: str) -> Schema:
    """Return what the keys mean that every form has, and has of the same kind.

    Their kinds are left to the forms: what is wrong is to be marked once.
    """
    first, *others = ({**form.required, **form.optional} for form in kind.forms.values())
    return {
        key: {"description": description(name, key)}
        for key, each in first.items()
        if all(other.get(key) == each for other in others)
    }

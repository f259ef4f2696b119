"""The JSON Schemas take what the checker takes, read as an editor does, and refuse the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from grader.content import jsonschema
from grader.content.builtin import content_root
from grader.content.jsonschema import schemas

QUESTION = """\
format: 1
topic: Joining
questions:
  - id: when-to-join
    rev: 1
    type: single
    level: 1
    prompt: What does it return?
    answer: none
    options:
      - {id: none, text: None}
      - {id: value, text: The value, why: It only waits., misconception: no-join, pinned: yes}
    explanation: It waits.
    reference: https://docs.python.org/3/
    applies: {since: 3.14, gil: off}
    shuffle: no
"""


class Editor(yaml.SafeLoader):
    """YAML 1.2, as the language server of editors reads it: yes, no, on and off are texts."""


Editor.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"null|Null|NULL|~|", ["n", "N", "~", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
]:
    Editor.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), list(first)
    )


def complaints(name: str, text: str) -> list[str]:
    """What an editor would mark in a file, each as the way to it and the message."""
    found = Draft202012Validator(schemas()[name]).iter_errors(yaml.load(text, Editor))
    return [f"{'/'.join(map(str, each.path))}: {each.message}" for each in found]


def content() -> Iterator[tuple[str, Path]]:
    """Each file of the content that comes with kata, and which schema it is to keep.

    The pack that ``kata pack new`` makes is among it.
    """
    root = content_root()
    for path in sorted(Path(jsonschema.__file__).parent.glob("template/*.yaml")):
        yield path.stem if path.stem in ("pack", "misconceptions") else "questions", path
    for path in sorted(root.glob("katas/*/kata.yaml")):
        yield "kata", path
    for path in sorted(root.glob("questions/*.yaml")):
        yield path.stem if path.stem in ("pack", "misconceptions") else "questions", path


@pytest.mark.parametrize("name", ["pack", "misconceptions", "questions", "kata"])
def test_each_is_a_schema(name: str) -> None:
    """Of the draft that it names."""
    schema = schemas()[name]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize(
    ("name", "path"), [pytest.param(n, p, id=f"{p.parent.name}-{p.stem}") for n, p in content()]
)
def test_the_built_in_content_is_taken(name: str, path: Path) -> None:
    """No editor marks what kata pack check lets pass."""
    assert complaints(name, path.read_text("utf-8")) == []


def test_a_question_is_taken() -> None:
    """The one from which the broken ones below are made."""
    assert complaints("questions", QUESTION) == []


BROKEN = [
    ("rev: 1", "rev: 0", "questions/0/rev: 0 is less than the minimum of 1"),
    ("rev: 1", "rev: one", "questions/0/rev: 'one' is not of type 'integer'"),
    (
        "type: single",
        "type: singel",
        "questions/0/type: 'singel' is not one of ['single', 'several', 'true-false', 'number', "
        "'text', 'order', 'match', 'output', 'line', 'free']",
    ),
    (
        "answer: none\n",
        "answer: none\n    answers: [none]\n",
        "questions/0: Additional properties are not allowed ('answers' was unexpected)",
    ),
    ("answer: none\n", "\n", "questions/0: 'answer' is a required property"),
    (
        "id: when-to-join",
        "id: When To Join",
        "questions/0/id: 'When To Join' does not match '^(?:[a-z0-9]+(-[a-z0-9]+)*)$'",
    ),
    ("id: when-to-join", f"id: {'x' * 65}", "x' is too long"),
    ("pinned: yes", "pinned: maybe", "options/1/pinned: 'maybe' is not one of ['yes', 'no'"),
    ("gil: off", "gil: of", "questions/0/applies/gil: 'of' is not one of ['on', 'off']"),
    ("prompt: What does it return?", "prompt: [a]", "prompt: ['a'] is not of type 'string'"),
    ("https://docs", "http://docs", "reference: 'http://docs.python.org/3/' does not match"),
    ("format: 1", "format: 2", "format: 2 is greater than the maximum of 1"),
]


@pytest.mark.parametrize(("was", "now", "complaint"), BROKEN)
def test_what_the_checker_refuses_is_marked(was: str, now: str, complaint: str) -> None:
    """At its place, and with what is wrong."""
    found = complaints("questions", QUESTION.replace(was, now, 1))
    assert [complaint in each for each in found] == [True], found


def test_every_key_has_its_description() -> None:
    """The completion of an editor shows it."""

    def keys(schema: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(schema, dict):
            if schema.get("type") == "object":
                yield from schema["properties"].items()
            for each in schema.values():
                yield from keys(each)
        if isinstance(schema, list):
            for each in schema:
                yield from keys(each)

    found = [(key, value) for each in schemas().values() for key, value in keys(each)]
    assert len(found) > 100
    assert [
        key for key, value in found if "description" not in value and "const" not in value
    ] == []


def test_the_keys_of_all_types_are_offered_before_the_type_is_chosen() -> None:
    """Those that only one type has are not among them."""
    question = schemas()["questions"]["properties"]["questions"]["items"]
    offered = question["properties"].keys()
    assert {"id", "rev", "type", "level", "prompt", "reference", "hint", "katas"} <= offered
    assert offered.isdisjoint({"answer", "options", "pairs", "accept"})

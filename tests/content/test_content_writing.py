"""What is written as YAML reads back as the same, whatever YAML would take it for."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.content.builtin import content_root
from grader.content.document import read_document
from grader.content.packs import read_pack
from grader.content.question_schema import QUESTIONS
from grader.content.writing import pack_yaml, questions_yaml
from grader.exchange.rows import row_of

TEXTS = [
    "no",
    "3.10",
    "12:30",
    "~",
    "null",
    "0o17",
    "1_000",
    "2026-11-23",
    "a value # with a number sign",
    "a key: with a value",
    "ends in a colon:",
    *(f"{sign} leads the text" for sign in "`*&!%@[{>|-?,#:'\""),
    'it\'s "both" quotes',
    "back\\slash and \\n",
    "  leading blanks",
    "two  blanks inside",
    "first line\nsecond line",
    "first\n\nafter a blank line",
    "\nafter a line break",
    "a line\n  indented\nand back",
    "\n    deep first line\nthen none",
    "a tab\there",
    "trailing blanks   \nin the first line",
    "größer 😀 → ∞",
    "a line separator \u2028 and a no-break \xa0",
    "long " + "words of a sentence " * 20 + "end",
    "long # and strange: " + "- words of a sentence " * 20 + "end",
    "x" * 300,
    "a paragraph " * 15 + "end\nand another " + "one " * 30 + "end",
    "---",
    "...",
    "{{ a }}",
]


def row(text: str) -> dict[str, object]:
    return {
        "id": "when-to-join",
        "rev": 1,
        "type": "several",
        "level": 1,
        "prompt": text,
        "code": text,
        "answers": ["a"],
        "options": [{"id": "a", "text": text}, {"id": "b", "text": "b", "why": text}],
        "explanation": text,
        "reference": "https://docs.python.org/3/",
        "verify": {
            "claims": [{"says": "possible", "prints": text}],
            "switch_intervals": [0.005, 0.000001],
            "seconds": 2.0,
            "interleaved": True,
        },
        "shuffle": False,
    }


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_reads_back_as_it_was(text: str, tmp_path: Path) -> None:
    """As prose, as a choice, as code, and as what is printed."""
    file = tmp_path / "a.yaml"
    file.write_text(questions_yaml("Joining", [row(text)]), encoding="utf-8")
    document = read_document(file, QUESTIONS)
    assert document.problems == []
    assert document.value == {"format": 1, "topic": "Joining", "questions": [row(text)]}


def test_the_bank_written_anew_is_the_same_bank(tmp_path: Path) -> None:
    """Each of its questions, through its row and through YAML."""
    contents = read_pack(content_root() / "questions")
    assert len(contents.placed) > 3
    by_topic: dict[str, list[dict[str, object]]] = {}
    for each in contents.placed:
        by_topic.setdefault(each.question.topic, []).append(row_of(each.question))
    (tmp_path / "pack.yaml").write_text(pack_yaml({"id": "mine", "title": "12:30"}), "utf-8")
    for number, (topic, rows) in enumerate(by_topic.items()):
        (tmp_path / f"t{number}.yaml").write_text(questions_yaml(topic, rows), "utf-8")
    names = {name for each in contents.placed for name in _named(each.row)}
    again = read_pack(tmp_path, names)
    assert again.problems == []
    assert {each.question.id: each.question for each in again.placed} == {
        each.question.id: each.question for each in contents.placed
    }


def _named(row: object) -> set[str]:
    """Every misconception that is named anywhere in a row."""
    from grader.content.questions import misconceptions_in

    return {name for _, name in misconceptions_in(row)}  # type: ignore[arg-type]


def test_a_file_is_written_as_an_author_would(tmp_path: Path) -> None:
    """Prose is filled, code is a block, lists of ids stand on one line, and flags are words."""
    question = {
        "id": "when-to-join",
        "rev": 1,
        "type": "true-false",
        "level": 2,
        "prompt": "A daemon thread " + "is stopped abruptly " * 5 + "at exit.",
        "code": "print(1)",
        "answer": True,
        "why": "no",
        "explanation": "It is.",
        "reference": "https://docs.python.org/3/",
        "misconceptions": ["a", "b"],
        "katas": [1, 2],
        "verify": {"claims": [{"says": "guaranteed", "prints": "1"}]},
        "applies": {"since": "3.14", "gil": "off"},
    }
    assert questions_yaml("Daemons: all of them", [question]) == (
        """\
format: 1
topic: 'Daemons: all of them'
questions:
  - id: when-to-join
    rev: 1
    type: true-false
    level: 2
    prompt: >-
      A daemon thread is stopped abruptly is stopped abruptly is stopped abruptly is stopped
      abruptly is stopped abruptly at exit.
    code: |
      print(1)
    answer: yes
    why: 'no'
    explanation: It is.
    reference: https://docs.python.org/3/
    misconceptions: [a, b]
    katas: [1, 2]
    verify:
      claims:
        - says: guaranteed
          prints: '1'
    applies:
      since: '3.14'
      gil: off
"""
    )

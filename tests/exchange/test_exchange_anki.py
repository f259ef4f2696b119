"""What Anki imports: a text file with headers, and a package; notes keep their guid over edits."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from grader.errors import UserError
from grader.exchange.anki import anki_text, notes, write_apkg
from grader.models import Pack
from grader.question import (
    Choices,
    Claim,
    Experiment,
    FindLine,
    Free,
    Item,
    Matching,
    Number,
    Option,
    Ordering,
    Outcome,
    Output,
    Pair,
    Premise,
    Question,
    QuestionType,
    RubricPoint,
    Rule,
    Says,
    ShortText,
    WrongAnswer,
)

SINGLE = Question(
    id="join-returns",
    rev=1,
    type=QuestionType.SINGLE,
    level=2,
    topic="Joining & waiting",
    prompt='What does `t.join()` return if x < 1 & y is "z"?',
    body=Choices(
        (
            Option("none", "`None`"),
            Option("value", "The value", "It only waits.", "join-returns-value"),
        ),
        ("none",),
    ),
    explanation="It waits.",
    reference="https://docs.python.org/3/",
    code="if a < b:\n    t.join()\t# ok",
    hint="Read it.",
    misconceptions=("no-join",),
    katas=(1,),
    premise=Premise(since=(3, 13)),
    experiment=Experiment(claims=(Claim(Says.POSSIBLE, Outcome(prints="6")),)),
    shuffle=False,
)


def pack(*questions: Question) -> Pack:
    return Pack(Path("mine"), "mine", "My: course", questions, ())


def rows(text: str) -> list[list[str]]:
    """The notes of a text file, as Anki reads them: tab-separated, quoted, headers apart."""
    body = "".join(line for line in text.splitlines(True) if not line.startswith("#"))
    return list(csv.reader(io.StringIO(body), delimiter="\t"))


def back(kind: QuestionType, body: object, **fields: object) -> str:
    """The back of a card of this type."""
    values = {"type": kind, "body": body, "code": None, "explanation": "So.", **fields}
    (note,) = notes(pack(SINGLE._replace(**values)))  # type: ignore[arg-type]
    address = "https://docs.python.org/3/"
    return note.back.removesuffix(f'<p><a href="{address}">{address}</a></p>')


def test_the_text_has_headers_and_a_line_for_each_question() -> None:
    """Guid, deck and tags have columns of their own; what is HTML is escaped, quotes as well."""
    written = anki_text(pack(SINGLE))
    assert written.text.splitlines()[:7] == [
        "#separator:tab",
        "#html:true",
        "#notetype:Basic",
        "#guid column:1",
        "#deck column:2",
        "#tags column:3",
        "#columns:Guid\tDeck\tTags\tFront\tBack",
    ]
    assert len(written.text.splitlines()) == 8
    assert rows(written.text) == [
        [
            "e3476ab7b594a4781d3d",
            "My course::Joining & waiting",
            "concurrency-katas::topic::joining-waiting concurrency-katas::type::single "
            "concurrency-katas::level::2 concurrency-katas::kata::1 "
            "concurrency-katas::misconception::no-join "
            "concurrency-katas::misconception::join-returns-value",
            '<p>What does <code>t.join()</code> return if x &lt; 1 &amp; y is "z"?</p>'
            "<p><i>Premise: Python 3.13 or later.</i></p>"
            "<pre><code>if a &lt; b:<br>    t.join()\t# ok</code></pre>"
            '<ol type="A"><li><code>None</code></li><li>The value</li></ol>'
            "<details><summary>Hint</summary>Read it.</details>",
            "<p><b>A: <code>None</code></b></p><ul><li>B: It only waits.</li></ul>"
            "<p>It waits.</p>"
            '<p><a href="https://docs.python.org/3/">https://docs.python.org/3/</a></p>',
        ]
    ]
    assert written.notes == ("Left out: 1 claim about code.",)


BACKS = [
    (
        QuestionType.NUMBER,
        Number(2.0, 0.5, "seconds", (WrongAnswer("4", "They overlap."),)),
        "<p><b>2 seconds (give or take 0.5)</b></p><ul><li>not 4: They overlap.</li></ul>"
        "<p>So.</p>",
    ),
    (
        QuestionType.TEXT,
        ShortText(("daemon", "a daemon")),
        "<p><b>daemon or a daemon</b></p><p>So.</p>",
    ),
    (
        QuestionType.ORDER,
        Ordering((Item("a", "start"), Item("b", "end")), (Rule("a", "b", "First things."),)),
        "<ol><li>start</li><li>end</li></ol><p>Every order is right that has:</p>"
        "<ul><li>start, before end: First things.</li></ul><p>So.</p>",
    ),
    (
        QuestionType.MATCH,
        Matching((Pair("a", "io", "threads", "It waits."),), ("neither",)),
        "<ul><li>io → threads: It waits.</li><li>neither belongs to none</li></ul><p>So.</p>",
    ),
    (
        QuestionType.OUTPUT,
        Output(("a\nb", "b\na")),
        "<p>Any of these can come:</p><pre><code>a<br>b</code></pre>"
        "<pre><code>b<br>a</code></pre><p>So.</p>",
    ),
    (
        QuestionType.FREE,
        Free("As one would say.", (RubricPoint("one", 2), RubricPoint("two"))),
        "<p>As one would say.</p><ul><li>one (counts 2)</li><li>two</li></ul><p>So.</p>",
    ),
]


@pytest.mark.parametrize(("kind", "body", "html"), BACKS, ids=lambda value: str(value)[:8])
def test_the_back_gives_the_answer(kind: QuestionType, body: object, html: str) -> None:
    """For each type, with what is said of wrong answers."""
    assert back(kind, body) == html


def test_the_back_shows_the_line_that_was_to_be_found() -> None:
    """With its number, which stands before each line on the front."""
    body = FindLine((2,), (WrongAnswer("1", "It is safe."),))
    question = SINGLE._replace(type=QuestionType.LINE, body=body, code="import os\n\nos.abort()")
    (note,) = notes(pack(question._replace(body=FindLine((3,)))))
    assert "<pre><code>1  import os<br>2  <br>3  os.abort()</code></pre>" in note.front
    assert note.back.startswith("<p><b>line 3: os.abort()</b></p><p>It waits.</p>")


def test_a_model_answer_is_not_told_twice() -> None:
    """Where it is the explanation as well."""
    body = Free("Because.", (RubricPoint("one"),))
    assert back(QuestionType.FREE, body, explanation="Because.") == (
        "<p>Because.</p><ul><li>one</li></ul>"
    )


def test_the_front_never_gives_the_order_away() -> None:
    """Items stand in another order than the right one, and in the same one each time."""
    items = tuple(Item(name, name) for name in "abcd")
    body = Ordering(items, tuple(Rule(a.id, b.id, "") for a, b in pairwise(items)))
    question = SINGLE._replace(type=QuestionType.ORDER, body=body)
    first, second = notes(pack(question)), notes(pack(question))
    assert first == second
    assert "<li>a</li><li>b</li><li>c</li><li>d</li>" not in first[0].front


def test_every_question_of_the_bank_becomes_one_line(bank: Pack) -> None:
    """With a guid of its own, and both sides."""
    found = rows(anki_text(bank).text)
    assert len({row[0] for row in found}) == len(bank.questions)
    assert all(len(row) == 5 and all(row) for row in found)


def collection(file: Path, into: Path) -> sqlite3.Connection:
    """The database that stands in a package."""
    with zipfile.ZipFile(file) as package:
        package.extract("collection.anki2", into)
    return sqlite3.connect(into / "collection.anki2")


def test_a_package_holds_the_same_notes_as_the_text(bank: Pack, tmp_path: Path) -> None:
    """With their guids, tags and both sides, each in the deck of its topic."""
    assert write_apkg(bank, tmp_path / "a.apkg", 1e9) == anki_text(bank).notes
    database = collection(tmp_path / "a.apkg", tmp_path)
    found = database.execute("select guid, tags, flds from notes").fetchall()
    (decks,) = database.execute("select decks from col").fetchone()
    (cards,) = database.execute("select count(*) from cards").fetchone()
    database.close()
    expected = notes(bank)
    assert sorted(found) == sorted(
        (n.guid, f" {' '.join(n.tags)} ", f"{n.front}\x1f{n.back}") for n in expected
    )
    assert cards == len(expected)
    names = {deck["name"] for deck in json.loads(decks).values()}
    assert names == {"Default", *(note.deck for note in expected)}


def test_an_edited_question_keeps_its_note(tmp_path: Path) -> None:
    """Exported again, it has the guid, the deck and the kind of note that it had."""

    def exported(question: Question, name: str) -> tuple[object, ...]:
        write_apkg(pack(question), tmp_path / name, 1e9)
        database = collection(tmp_path / name, tmp_path)
        found = database.execute(
            "select guid, mid, did, flds from notes join cards on cards.nid = notes.id"
        ).fetchone()
        database.close()
        return tuple(found)

    before = exported(SINGLE, "a.apkg")
    after = exported(SINGLE._replace(prompt="Mended?", level=3), "b.apkg")
    assert before[:3] == after[:3]
    assert before[3] != after[3]


def test_without_genanki_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And that the text does without it; nothing is written."""
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(UserError) as caught:
        write_apkg(pack(SINGLE), tmp_path / "a.apkg", 1e9)
    assert caught.value.message == (
        "An .apkg is written by genanki, which is not installed. "
        'Type: pip install "concurrency-katas[anki]". '
        "Or write the text that Anki imports as well: --to anki"
    )
    assert not list(tmp_path.iterdir())

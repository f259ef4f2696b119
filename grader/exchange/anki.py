"""Questions for Anki: as a text file with headers, and as an ``.apkg`` package.

The text format is described in Anki's manual, "Importing", "Text Files", "File Headers".
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from pathlib import Path
from typing import NamedTuple

from grader.errors import UserError
from grader.exchange.beliefs import shown_beliefs
from grader.exchange.cards import card
from grader.exchange.losses import CLAIM, Written, in_words
from grader.models import Pack
from grader.question import Question

_ROOT = "concurrency-katas"
_COLUMNS = ("Guid", "Deck", "Tags", "Front", "Back")
_HEADERS = (
    "#separator:tab",
    "#html:true",
    "#notetype:Basic",
    "#guid column:1",
    "#deck column:2",
    "#tags column:3",
)
_MODEL = "kata question"
_TEMPLATE = {
    "name": "Question",
    "qfmt": "{{Front}}",
    "afmt": '{{FrontSide}}<hr id="answer">{{Back}}',
}
_CSS = """\
.card { font-family: sans-serif; font-size: 18px; text-align: left; max-width: 45em; margin: auto; }
pre { overflow-x: auto; padding: 0.6em; border: 1px solid #8888; }
"""


class Note(NamedTuple):
    """A question as Anki keeps it."""

    guid: str
    deck: str
    tags: tuple[str, ...]
    front: str
    back: str


def notes(pack: Pack) -> list[Note]:
    """Return a note for each question.

    Its guid comes from the ids of pack and question alone, so that a note that is imported again
    after its question was edited takes the old one's place, and keeps its schedule.
    """
    return [
        Note(
            guid=_hash(pack.id, question.id)[:20],
            deck=f"{_deck_part(pack.title)}::{_deck_part(question.topic)}",
            tags=_tags(question),
            **card(question)._asdict(),
        )
        for question in pack.questions
    ]


def anki_text(pack: Pack) -> Written:
    """Return the text file that Anki imports, tab-separated and with headers."""
    file = io.StringIO()
    file.writelines(f"{header}\n" for header in _HEADERS)
    file.write("#columns:" + "\t".join(_COLUMNS) + "\n")
    rows = csv.writer(file, delimiter="\t", lineterminator="\n")
    rows.writerows((n.guid, n.deck, " ".join(n.tags), n.front, n.back) for n in notes(pack))
    return Written(file.getvalue(), left_out(pack))


def write_apkg(pack: Pack, file: Path, seconds: float) -> tuple[str, ...]:
    """Write the package that Anki imports; ``seconds`` since 1970 is when its notes are of.

    Return sentences on what it does not hold. A `UserError` where genanki is not installed.
    """
    try:
        import genanki
    except ImportError:
        raise UserError(
            "An .apkg is written by genanki, which is not installed. "
            'Type: pip install "concurrency-katas[anki]". '
            "Or write the text that Anki imports as well: --to anki"
        ) from None
    model = genanki.Model(
        _number("model", _MODEL),
        _MODEL,
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[_TEMPLATE],
        css=_CSS,
    )
    decks = {}
    for note in notes(pack):
        if note.deck not in decks:
            decks[note.deck] = genanki.Deck(_number(pack.id, note.deck), note.deck)
        fields = [note.front, note.back]
        decks[note.deck].add_note(
            genanki.Note(model=model, fields=fields, tags=note.tags, guid=note.guid)
        )
    genanki.Package(list(decks.values())).write_to_file(file, timestamp=seconds)
    return left_out(pack)


def left_out(pack: Pack) -> tuple[str, ...]:
    """Return sentences on what cards do not hold: only claims, which a run has to prove."""
    claims = sum(len(q.experiment.claims) for q in pack.questions if q.experiment is not None)
    return in_words([CLAIM] * claims)


def _tags(question: Question) -> tuple[str, ...]:
    """Return the tags of a question; Anki nests what is written with two colons."""
    named = dict.fromkeys([*question.misconceptions, *shown_beliefs(question)])
    return (
        f"{_ROOT}::topic::{_tag(question.topic)}",
        f"{_ROOT}::type::{question.type}",
        f"{_ROOT}::level::{question.level}",
        *(f"{_ROOT}::kata::{number}" for number in question.katas),
        *(f"{_ROOT}::misconception::{name}" for name in named),
    )


def _tag(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text).strip("-").lower()


def _deck_part(title: str) -> str:
    """Return a title without what would nest decks or be a name that Anki changes."""
    return re.sub(r'[:"\s]+', " ", title).strip()


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _number(*parts: str) -> int:
    """Return a number for an id of Anki's: the same for the same parts, and of 31 bits."""
    return int(_hash(*parts)[:8], 16) >> 1 | 1

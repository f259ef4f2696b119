"""The texts of a GIFT file as our texts, and what is to be told of the question they are of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from grader.exchange.gift_syntax import Piece, Source
from grader.exchange.markup import Plain, plain_of

TODO_WHY = "TODO: say why this is wrong."
TODO_PAIR = "TODO: say why these belong together."

_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_LAID_OUT = re.compile(r"<(p|br|div|pre|ul|ol|table)\b", re.IGNORECASE)
_FENCED = re.compile(r"(?ms)^(?:```|~~~)[^\n]*\n(.*?)\n(?:```|~~~)[ ]*$")


@dataclass
class Reading:
    """One question on its way in: its format of text, and what has to be said of it."""

    source: Source
    format: str = "moodle"
    left_out: list[tuple[int, str]] = field(default_factory=list)
    """What is lost, each with its place."""
    unexplained: list[str] = field(default_factory=list)
    """Answers of which nothing says why they are wrong."""
    to_write: list[str] = field(default_factory=list)
    """What else our format asks for and the file does not hold."""
    praise: str = ""
    """What is said to those who are right, where the question has one place for it."""
    was: str | None = None
    """Of what type a question about code was before an export of ours, by its tag."""
    levelled: bool = True
    """Whether a tag tells the question's level."""
    failed: bool = False

    def question_text(self, piece: Piece) -> Plain:
        """Return the question's own text; the format that it names is that of its answers too."""
        named = _FORMAT.match(piece.raw)
        self.format = named[1] if named else self.format
        return self.plain(piece)

    def plain(self, piece: Piece) -> Plain:
        """Return a text as ours, from the format that it names, or the question's own."""
        piece = piece.stripped()
        named = _FORMAT.match(piece.raw)
        form = named[1] if named else self.format
        found = _converted(piece.cut(named.end() if named else 0), form)
        for tag in dict.fromkeys(found.dropped):
            self.left_out.append((piece.at, f"a picture or the like (<{tag}>)"))
        return found

    def text(self, piece: Piece) -> str:
        """Return a text as ours, with programs in it as they stand."""
        return self.plain(piece).whole

    def needed(self, piece: Piece) -> str:
        """Return a text as ours; refuse the question where nothing of what is there is left."""
        found = self.text(piece)
        if not found and piece.raw.strip():
            message = "there is no text here, or nothing but pictures; write some, or leave it out"
            self.refuse(piece.stripped().at, message)
        return found

    def refuse(self, at: int, message: str) -> None:
        """Note something for which the question cannot be taken."""
        self.source.report(at, message)
        self.failed = True

    def why(self, feedback: str, of: str, todo: str = TODO_WHY) -> str:
        """Return the feedback, or a placeholder that the author is told of."""
        if not feedback:
            self.unexplained.append(f'"{short(of)}"')
        return feedback or todo


def short(text: str) -> str:
    """Return a text on one line, and not too long for a message."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def _converted(piece: Piece, form: str) -> Plain:
    if form == "plain":
        return Plain(piece.value.strip())
    if form == "markdown":
        text = piece.value.strip()
        return Plain(_FENCED.sub("", text).strip(), tuple(_FENCED.findall(text)))
    if form == "moodle" and not _LAID_OUT.search(piece.raw):
        # Moodle shows the line breaks of such a text, and an author's hand-made indentation.
        lines = "\n".join(line.strip() for line in piece.raw.split("\n"))
        kept = piece._replace(raw=lines).value.strip()
        blanks = re.sub(r"(?m)^ +", lambda found: "&nbsp;" * len(found[0]), kept)
        return plain_of(blanks.replace("\n", "<br>"))
    return plain_of(piece.value)

"""Our texts as HTML, and HTML as our texts: backticks are code, a line break is a line break."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

_CODE = re.compile(r"`([^`\n]+)`")
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "li", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "big", "em", "font", "i", "kbd", "label", "s", "samp", "small", "span"}
    | {"strong", "sub", "sup", "tbody", "td", "th", "thead", "tt", "u", "var"}
)
_MEDIA = frozenset({"audio", "iframe", "img", "object", "svg", "video"})
_KNOWN = _BLOCKS | _INLINE | _MEDIA | {"br", "code", "hr", "pre", "source"}


class Plain(NamedTuple):
    """What was HTML, as our text."""

    text: str
    programs: tuple[str, ...] = ()
    """What stood in ``<pre>``, left out of the text."""
    links: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    """The names of pictures and other elements that a text cannot hold."""

    @property
    def whole(self) -> str:
        """The text with its programs below it."""
        return "\n".join(each for each in (self.text, *self.programs) if each)


def html_of(text: str) -> str:
    """Return a text as HTML on one line; `plain_of` gives it back."""
    # Blanks that HTML would join are kept.
    kept = re.sub(r"(?m)^ | (?= )", "\N{NO-BREAK SPACE}", text)
    parts = re.split(_CODE, kept)
    return "".join(
        f"<code>{_escaped(part)}</code>" if index % 2 else _escaped(part)
        for index, part in enumerate(parts)
    )


def program_html(code: str) -> str:
    """Return a program as HTML, with its own line breaks."""
    return f"<pre><code>{escape(code, quote=False)}</code></pre>"


def numbered(code: str) -> str:
    """Return a program with the number of each line before it; `unnumbered` takes them away."""
    lines = code.split("\n")
    wide = len(str(len(lines)))
    return "\n".join(f"{number:>{wide}}  {line}" for number, line in enumerate(lines, start=1))


def unnumbered(code: str) -> str:
    """Return a program without the numbers before its lines; as it is if it has none."""
    lines = code.split("\n")
    wide = len(str(len(lines)))
    heads = [f"{number:>{wide}}" for number in range(1, len(lines) + 1)]
    if all(line.startswith(head) for line, head in zip(lines, heads, strict=True)):
        return "\n".join(line[wide + 2 :] for line in lines)
    return code


def plain_of(html: str) -> Plain:
    """Return HTML as our text, with its programs apart.

    What only looks like a tag, as in ``List<int>``, stays as it is.
    """
    reader = _Reader()
    reader.feed(_without_comments(html))
    reader.close()
    return reader.plain()


def _escaped(text: str) -> str:
    found = escape(text, quote=False).replace("\N{NO-BREAK SPACE}", "&nbsp;")
    return found.replace("\n", "<br>")


def _without_comments(html: str) -> str:
    """Leave comments out here: HTMLParser looks for the end of each anew, to the end of all."""
    first, *others = html.split("<!--")
    return first + "".join(each.partition("-->")[2] for each in others)


class _Reader(HTMLParser):
    """Gathers the text, the programs and the links of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._text: list[str] = []
        self._program: list[str] | None = None
        self._programs: list[str] = []
        self._links: list[str] = []
        self._dropped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _KNOWN:
            self.handle_data(self.get_starttag_text() or "")
        elif tag == "pre":
            self._program = []
        elif self._program is not None:
            self._program += ["\n"] if tag == "br" else []
        elif tag == "br":
            self._text.append("\n")
        elif tag == "code":
            self._text.append("`")
        elif tag == "li":
            self._text.append("\0- ")
        elif tag in _BLOCKS:
            self._text.append("\0")
        elif tag in _MEDIA:
            self._dropped.append(tag)
        elif tag == "a":
            self._links += [value for name, value in attrs if name == "href" and value]

    def handle_endtag(self, tag: str) -> None:
        if tag not in _KNOWN:
            self.handle_data(f"</{tag}>")
        elif tag == "pre" and self._program is not None:
            self._programs.append("".join(self._program).strip("\n"))
            self._program = None
        elif self._program is None and tag in _BLOCKS:
            self._text.append("\0")
        elif self._program is None and tag == "code":
            self._text.append("`")

    def handle_data(self, data: str) -> None:
        if self._program is None:
            self._text.append(re.sub(r"[ \t\r\n]+", " ", data))
        else:
            self._program.append(data)

    def plain(self) -> Plain:
        """Return all of it; \\0 is the edge of a paragraph, at which one line break is enough."""
        text = re.sub(r"[ ]*\0[\0 ]*", "\0", "".join(self._text)).strip("\0")
        lines = text.replace("\0", "\n").split("\n")
        text = "\n".join(line.strip(" ") for line in lines).strip("\n")
        programs = tuple(each for each in self._programs if each.strip())
        return Plain(
            text.replace("\N{NO-BREAK SPACE}", " "),
            programs,
            tuple(self._links),
            tuple(self._dropped),
        )

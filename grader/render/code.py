"""Code as lines, with the part that each word plays where it is to be highlighted."""

from __future__ import annotations

from collections.abc import Iterator

from grader.render.lines import BLANK, Line, Span, printable

_ROLES = (
    ("Token.Keyword", "keyword"),
    ("Token.Operator.Word", "keyword"),
    ("Token.Literal.String", "string"),
    ("Token.Literal.Number", "number"),
    ("Token.Comment", "comment"),
    ("Token.Name.Function", "name"),
    ("Token.Name.Class", "name"),
    ("Token.Name.Builtin", "builtin"),
    ("Token.Name.Exception", "builtin"),
)


def code_lines(
    code: str, *, indent: str = "    ", numbered: bool = False, highlighted: bool = False
) -> list[Line]:
    """Return a program's lines as they stand, never wrapped, with their numbers if asked for."""
    texts = printable(code).split("\n")
    painted = list(_painted(printable(code))) if highlighted else [(Span(t),) for t in texts]
    wide = len(str(len(texts)))
    heads = [
        Span(f"{indent}{number:>{wide}}  " if numbered else indent, "faint")
        for number in range(1, len(texts) + 1)
    ]
    return [
        (head, *line) if numbered or any(span.text for span in line) else BLANK
        for head, line in zip(heads, painted, strict=True)
    ]


def _painted(code: str) -> Iterator[Line]:
    """Yield the lines of a program with roles, as Pygments tells them apart."""
    from pygments.lexers.python import PythonLexer

    line: list[Span] = []
    for token, text in PythonLexer(stripnl=False, ensurenl=False).get_tokens(code):
        role = _role(str(token))
        first, *rest = text.split("\n")
        line.append(Span(first, role))
        for piece in rest:
            yield tuple(line)
            line = [Span(piece, role)]
    yield tuple(line)


def _role(token: str) -> str:
    return next((role for prefix, role in _ROLES if token.startswith(prefix)), "")

"""Content written as YAML, such that it reads back as the same: each kind of field in its way."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from grader.content import schema
from grader.content.fields import Flag, Kind, ListOf, Record, Text, Variants
from grader.content.question_schema import QUESTIONS

_WIDTH = 98
_BLOCK = "|"
"""What kinds of text give as their example that are always to be blocks."""
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u2028\u2029]")


def questions_yaml(topic: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """Return a file of questions; the rows are such as a file of questions gives.

    Line breaks at the end of a text are lost, as they are when such a file is read.
    """
    value = {"format": schema.FORMAT, "topic": topic, "questions": list(rows)}
    return "\n".join(_record(value, QUESTIONS, 0)) + "\n"


def pack_yaml(values: Mapping[str, Any]) -> str:
    """Return a ``pack.yaml`` with these values, the format's number before them."""
    return "\n".join(_record({"format": schema.FORMAT, **values}, schema.PACK, 0)) + "\n"


def _record(value: Mapping[str, Any], kind: Record | Variants, indent: int) -> list[str]:
    """Return a line or more for each key, in the order in which the values stand."""
    record = kind.forms[value[kind.key]] if isinstance(kind, Variants) else kind
    kinds = {**record.required, **record.optional}
    lines = []
    for key, each in value.items():
        lines += _entry(f"{' ' * indent}{key}:", each, kinds[key], indent + 2)
    return lines


def _entry(head: str, value: Any, kind: Kind, indent: int) -> list[str]:
    """Return the lines of one value, the first behind ``head``."""
    match kind:
        case Record() | Variants():
            return [head, *_record(value, kind, indent)]
        case ListOf():
            return _list(head, value, kind, indent)
        case Text():
            return _text(head, value, kind, indent)
        case Flag():
            return [f"{head} {'yes' if value else 'no'}"]
    return [f"{head} {value if isinstance(value, str) else _number(value)}"]


def _list(head: str, values: list[Any], kind: ListOf, indent: int) -> list[str]:
    if not isinstance(kind.kind, Record | Variants | ListOf):
        short = all(not isinstance(value, str) or "\n" not in value for value in values)
        line = f"{head} {_in_yaml(values)}"
        if short and len(line) <= _WIDTH:
            return [line]
    lines = [head]
    for value in values:
        if isinstance(kind.kind, Record | Variants):
            first, *rest = _record(value, kind.kind, indent + 2)
            lines += [f"{' ' * indent}- {first.strip()}", *rest]
            lines += [""] if isinstance(kind.kind, Variants) else []
        else:
            lines += _entry(f"{' ' * indent}-", value, kind.kind, indent + 2)
    while not lines[-1]:
        lines.pop()
    return lines


def _text(head: str, value: str, kind: Text, indent: int) -> list[str]:
    value = value.rstrip("\n")
    short = "\n" not in value and len(head) + len(value) < _WIDTH and kind.write != _BLOCK
    if short or _ESCAPED.search(value):
        return [f"{head} {_in_yaml(value)}"]
    if not kind.verbatim and _folds(value):
        width = max(40, _WIDTH - indent)
        return [f"{head} >-", *_indented(_folded(value, width), indent)]
    return [f"{head} |{_hint(value)}", *_indented(value.split("\n"), indent)]


def _folds(value: str) -> bool:
    """Whether a folded block gives back the text: its blanks are single, and none leads a line."""
    lines = value.split("\n")
    return "  " not in value and "\t" not in value and all(line.strip() == line for line in lines)


def _folded(value: str, width: int) -> list[str]:
    """Return the lines of a folded block, in which a blank line is a line break."""
    lines: list[str] = []
    for paragraph in value.split("\n"):
        lines += textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
        lines.append("")
    return lines[:-1]


def _hint(value: str) -> str:
    """Return how deep a block is indented where its first line does not show it."""
    first = next((line for line in value.split("\n") if line.strip()), value)
    return "2" if first.startswith(" ") or value.startswith((" ", "\n")) else ""


def _indented(lines: list[str], indent: int) -> list[str]:
    return [f"{' ' * indent}{line}" if line else "" for line in lines]


def _number(value: float) -> str:
    """Return a number without an exponent, which content files do not have."""
    return f"{value:.9f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _in_yaml(value: Any) -> str:
    """Return a text, or a list of plain values, on one line and with quotes where YAML needs them.

    What YAML would take for something else is quoted: ``no``, ``3.10``, ``12:30``.
    """
    import yaml

    if isinstance(value, list) and not any(isinstance(each, str) for each in value):
        return f"[{', '.join(_number(each) for each in value)}]"
    dumped: str = yaml.dump(
        value, Dumper=yaml.SafeDumper, width=2**31, allow_unicode=True, default_flow_style=True
    )
    return dumped.removesuffix("\n").removesuffix("\n...")

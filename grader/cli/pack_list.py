"""``kata pack list``: which packs there are, and whether their code may run."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from grader.content.library import PackSource
    from grader.render.lines import Line


class _Row(NamedTuple):
    """What is told of one pack; ``trusted`` is None where it holds no code."""

    id: str
    title: str
    version: str | None
    questions: int
    katas: int
    origin: str
    trusted: bool | None
    folder: str
    source: str | None
    """Where it was added from, or what pip knows it by."""


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list(as_json: bool) -> None:  # noqa: A001 - the command's own name
    """Show the packs that are here."""
    from grader.cli.packing import data_folder
    from grader.cli.screen import say, show
    from grader.content.installing import put_right
    from grader.content.library import library

    data = data_folder()
    put_right(data)
    here = library(data)
    rows = [_row(pack, data) for pack in here.packs]
    if as_json:
        packs = [row._asdict() for row in rows]
        click.echo(json.dumps({"schema": 1, "packs": packs, "problems": here.problems}))
        return
    for row in rows:
        show(_lines(row))
    for problem in here.problems:
        say(problem, err=True)


def _row(pack: PackSource, data: Path) -> _Row:
    from grader.content.library import Origin
    from grader.content.packs import known_misconceptions, read_pack
    from grader.content.registry import read_registry
    from grader.content.trust import code_of, trusted

    placed = read_pack(pack.folder, known_misconceptions(pack.folder)).placed
    code = code_of(len(pack.katas), placed)
    return _Row(
        id=pack.id,
        title=pack.title,
        version=pack.version,
        questions=len(placed),
        katas=len(pack.katas),
        origin=str(pack.origin),
        trusted=trusted(pack.folder, data) if code else None,
        folder=str(pack.folder),
        source=read_registry(data).sources.get(pack.id)
        if pack.origin is Origin.INSTALLED
        else pack.distribution,
    )


def _lines(row: _Row) -> list[Line]:  # type: ignore[valid-type]
    from grader.cli.packing import holdings
    from grader.cli.screen import width
    from grader.render.lines import Span, wrapped

    version = f" {row.version}" if row.version else ""
    came = {
        "built-in": "comes with kata",
        "installed": f"added from {row.source or 'a place that is not known any more'}",
        "entry point": f"installed by pip: {row.source}",
    }
    trust = "; trusted" if row.trusted and row.origin != "built-in" else ""
    told = f"{holdings(row.questions, row.katas)}{trust}; {came[row.origin]}"
    head = (Span(row.id, "strong"), Span(f"  {row.title}{version}"))
    lines = [head, *wrapped(told, width(), indent="  ")]
    if row.trusted is False:
        told = "Its code is not trusted, and does not run. To check it, and to be asked, type:"
        lines += wrapped(told, width(), indent="  ", role="warn")
        lines.append((Span(f"    kata pack check {shlex.quote(row.folder)}", "command"),))
    return lines

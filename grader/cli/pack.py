"""``kata pack``: the commands for those who write katas and questions."""

from __future__ import annotations

import click

from grader.cli.lazy import LazyGroup


class _Packs(LazyGroup):
    modules = (
        *("new", "check", "show", "misconceptions", "schema", "add", "list", "update", "remove"),
        *("import", "export"),
    )
    prefix = "pack_"


@click.group("pack", cls=_Packs)
def pack() -> None:
    """Packs: katas and questions of your own."""

"""``kata cohort``: the commands for who grades a class."""

from __future__ import annotations

import click

from grader.cli.lazy import LazyGroup


class _Cohort(LazyGroup):
    modules = ("grade", "show", "regrade")
    prefix = "cohort_"


@click.group("cohort", cls=_Cohort)
def cohort() -> None:
    """Grade a class, each submission in a sandbox."""

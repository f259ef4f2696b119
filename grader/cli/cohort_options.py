"""What the commands for a class are told in the same words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

FOLDER = click.argument("folder", type=click.Path())
OUT = click.option(
    "--out",
    metavar="FOLDER",
    help="Where results are kept; without it, beside the class's folder, with -graded to its name.",
)


def working(command: Command) -> Command:
    """Add the options that say how the work is done."""
    for option in reversed(_WORKING):
        command = option(command)
    return command


_WORKING = (
    click.option(
        "--sandbox",
        type=click.Choice(["required", "auto", "off"]),
        default="required",
        show_default=True,
        help="Whether to grade without a sandbox: never, where there is none, or always.",
    ),
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="How many submissions to grade at once; without it, one more than there are CPUs.",
    ),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Have it done by the workers of a Dask cluster, such as tcp://HOST:8786.",
    ),
)

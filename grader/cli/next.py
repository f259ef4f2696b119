"""``kata next``: what comes next, and why."""

from __future__ import annotations

import click


@click.command("next")
def next() -> None:  # noqa: A001 - the command's own name
    """Say what to do next, and what to type for it."""
    from grader.cli.place import open_store
    from grader.cli.screen import show, width
    from grader.cli.whereabouts import standing_of
    from grader.guidance import next_step
    from grader.render.guidance import step_lines

    with open_store() as store:
        standing = standing_of(store)
        if store.warning is not None:
            click.echo(store.warning, err=True)
    show(step_lines(next_step(standing), standing.due, width()))

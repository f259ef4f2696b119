"""``kata`` alone: where the learner is, and what comes next."""

from __future__ import annotations

import click


def welcome() -> None:
    """Show where the learner is, and the next thing to do."""
    from grader.cli.place import open_store
    from grader.cli.screen import show, width
    from grader.cli.whereabouts import standing_of
    from grader.render.guidance import welcome_lines

    with open_store() as store:
        standing = standing_of(store)
        if store.warning is not None:
            click.echo(store.warning, err=True)
    show(welcome_lines(standing, width()))

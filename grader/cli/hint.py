"""``kata hint``: one hint more, from a first question to nearly the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.completing import KATA
from grader.errors import UserError

if TYPE_CHECKING:
    from grader.models import Kata
    from grader.render.lines import Line
    from grader.store import Store


@click.command("hint")
@click.argument("kata", required=False, type=KATA)
@click.option("--again", is_flag=True, help="Show those that you have had, and no new one.")
def hint(kata: str | None, again: bool) -> None:
    """Show the next hint of a kata.

    Each call shows one more, and which you have had is remembered. Without an argument it is for
    the kata that you began or graded last.
    """
    from grader.cli.katas import find
    from grader.cli.place import open_store
    from grader.cli.screen import show

    with open_store() as store:
        asked = kata or store.last_worked_on(or_hinted=True)
        if asked is None:
            raise UserError("No kata is begun yet. To begin the first: kata start 1")
        found = find(asked)
        show(hints_again(found, store) if again else next_hint(found, store))
        if store.warning is not None:
            click.echo(store.warning, err=True)


def next_hint(kata: Kata, store: Store, following: str | None = None) -> list[Line]:
    """Return the next hint, which is remembered; in its place what to do where there is none.

    ``following`` is the key for the one after it, where there is one.
    """
    from grader.cli.screen import width
    from grader.render.hints import hint_lines, no_more_lines, passed_lines

    tried = store.attempts_by_kata().get(kata.name)
    if tried is not None and tried.passed:
        return passed_lines(kata, width())
    number = store.hints_shown().get(kata.name, 0) + 1
    if number > len(kata.hints):
        return no_more_lines(kata, width())
    lines = hint_lines(kata, number, following or f"kata hint {kata.number}", width())
    store.record_hint(kata.name, number)
    return lines


def hints_again(kata: Kata, store: Store) -> list[Line]:
    """Return the hints that were shown already."""
    from grader.cli.screen import width
    from grader.render.hints import shown_lines

    return shown_lines(kata, store.hints_shown().get(kata.name, 0), width())

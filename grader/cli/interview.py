"""``kata interview``: questions, a kata and free answers against the clock, and a scorecard."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from grader.errors import UserError


@click.command("interview")
@click.option(
    "--minutes", type=click.IntRange(5, 240), default=30, show_default=True, metavar="M",
    help="How long it may take.",
)  # fmt: skip
@click.option("--kata", "asked", metavar="N", help="The kata to be given, instead of one by lot.")
@click.option(
    "--save", type=click.Path(path_type=Path), metavar="FILE",
    help="Write the scorecard to this file, as Markdown.",
)  # fmt: skip
@click.option(
    "--seed",
    type=click.IntRange(0),
    metavar="N",
    help="Draw the same questions and kata each time.",
)
def interview(minutes: int, asked: str | None, save: Path | None, seed: int | None) -> None:
    """Hold a mock interview.

    Mixed questions, one kata, and free answers against the clock; which answers were right is
    told at the end. Your schedule of the quiz stays as it is.
    """
    from datetime import UTC, datetime
    from random import Random

    from grader.cli.interview_parts import Interview
    from grader.cli.place import open_questions, open_store
    from grader.cli.screen import say, show, width
    from grader.quiz.interview import scorecard, shares
    from grader.render.interview import scorecard_lines, scorecard_markdown

    if save is not None:
        _refuse(save)
    with open_store() as store, open_questions() as index:
        store.prepare()
        begun = datetime.now(UTC)
        held = Interview(store, index, begun, shares(minutes), minutes, Random(seed), [])
        kata = held.choose_kata(asked)
        say(
            f"An interview of {minutes} minutes: {held.shares.questions} questions, the kata "
            f"{kata.title}, and free answers. Which answers were right is told at the end. "
            "q leaves a part."
        )
        parts = [held.questions(), held.kata(kata), held.free_answers()]
        card = scorecard(parts, (datetime.now(UTC) - begun).total_seconds() / 60)
        held.tell_answers()
        click.echo()
        show(scorecard_lines(card, width()))
    save = save or _asked_where()
    if save is not None:
        _write(save, scorecard_markdown(card, begun.astimezone()))


def _refuse(save: Path) -> None:
    """Refuse, before the interview, a file in which no scorecard can be kept after it."""
    there = False
    with suppress(OSError):  # a name that is too long: writing will tell
        there = save.exists()
    if there:
        raise UserError(f"{save} is here already, and stays. Name another: --save interview-2.md")
    if not save.absolute().parent.is_dir():
        raise UserError(f"There is no folder {save.parent}. Make it first: mkdir {save.parent}")


def _asked_where() -> Path | None:
    """Return where somebody who is there wants the scorecard to be kept; None for nowhere."""
    from grader.cli.keys import is_typed, read_line

    if not is_typed():
        click.echo("To keep a scorecard: kata interview --save interview.md")
        return None
    while name := read_line("\nA file to keep the scorecard in (Enter: none): ").strip():
        try:
            _refuse(Path(name))
        except UserError as error:
            click.echo(error.message)
        else:
            return Path(name)
    return None


def _write(path: Path, text: str) -> None:
    from grader.cli.saving import save_new

    try:
        save_new(path, text.encode("utf-8"))
    except OSError as error:
        raise UserError(
            f"The scorecard cannot be written to {path}: {error.strerror}. It stands above."
        ) from None
    click.echo(f"The scorecard is in {path}.")

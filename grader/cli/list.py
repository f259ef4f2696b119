"""``kata list``: the katas, and how far the learner is with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.models import Kata
    from grader.store import Attempts


@click.command("list")
@click.argument("kata", required=False)
def list(kata: str | None) -> None:  # noqa: A001 - the command's own name
    """Show the katas and how you stand.

    With a kata, show its task again.
    """
    from grader.cli.place import open_store
    from grader.cli.screen import show, width
    from grader.content.builtin import content_root
    from grader.content.katas import find_kata, list_katas
    from grader.render.brief import brief_lines
    from grader.render.lines import BLANK, Span, wrapped

    if kata is not None:
        folder = find_kata(content_root(), kata).folder
        return show(brief_lines((folder / "brief.md").read_text("utf-8"), width()))
    katas = list_katas(content_root())
    with open_store() as store:
        attempts, given_up = store.attempts_by_kata(), store.given_up()
        if store.warning is not None:
            click.echo(store.warning, err=True)
    for each in katas:
        status, role = _status(attempts.get(each.name))
        status += ", solution seen" if each.name in given_up else ""
        show([(Span(f"{each.number}  "), Span(each.title, "strong"), Span(f"  {status}", role))])
        show(wrapped(f"{each.summary} Level {each.level} of 5.", width(), indent="   "))
    return show([BLANK, (Span("Next: "), Span(_next(katas, attempts), "command"))])


def _status(attempts: Attempts | None) -> tuple[str, str]:
    if attempts is None:
        return "not tried", "faint"
    times = f"{attempts.attempts} {'try' if attempts.attempts == 1 else 'tries'}"
    return (f"passed, {times}", "good") if attempts.passed else (f"not yet, {times}", "warn")


def _next(katas: list[Kata], attempts: dict[str, Attempts]) -> str:  # type: ignore[valid-type]
    for kata in katas:  # type: ignore[attr-defined]
        mine = attempts.get(kata.name)
        if mine is None:
            return f"kata start {kata.number}"
        if not mine.passed:
            return f"kata grade {kata.number}"
    return "kata quiz"

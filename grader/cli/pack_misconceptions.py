"""``kata pack misconceptions``: the wrong beliefs that questions and checks may name."""

from __future__ import annotations

import click


@click.command("misconceptions")
@click.argument("text", required=False)
def misconceptions(text: str | None) -> None:
    """List the misconceptions that a question may name.

    With a text, only those whose id, belief or sentence holds it.
    """
    from grader.cli.place import open_questions
    from grader.cli.screen import show, width
    from grader.render.lines import Line, labelled, line

    with open_questions() as index:
        known = index.misconceptions().values()
    wanted = (text or "").casefold()
    lines: list[Line] = []
    for each in known:
        if wanted in " ".join((each.id, each.belief, each.sentence)).casefold():
            lines += [line(each.id, "strong")]
            lines += labelled("", each.belief, width(), indent="  ")
            lines += labelled("", each.sentence, width(), indent="  ", role="faint")
    show(lines or [line("None of them holds this. To see all: kata pack misconceptions")])

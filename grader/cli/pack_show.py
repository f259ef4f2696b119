"""``kata pack show``: a question as a learner will see it, and all that is behind it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from grader.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.cli.pack_reading import Found
    from grader.content.packs import Placed
    from grader.question import Question, Shown
    from grader.render.preview import Tested


@click.command("show")
@click.argument("question", metavar="ID")
@click.option("--pack", "named", metavar="PACK|FOLDER", help="Where it is; else in all packs.")
def show(question: str, named: str | None) -> None:
    """Show a question as its author sees it.

    With its answer, what is said of wrong ones, and what is claimed of code.

    The options stand in the author's order; a learner sees them shuffled.
    """
    from grader.cli import screen
    from grader.cli.pack_reading import all_packs, find_pack
    from grader.render.preview import preview_lines
    from grader.render.question import Look

    packs = [find_pack(named)] if named is not None else all_packs()
    (pack, placed), *others = _find(question, packs, anywhere=named is None)
    look = Look(screen.width(), screen.coloured())
    asked = placed.question
    screen.show(preview_lines(asked, pack, _as_written(asked), _tested(asked), look))
    for other, _ in others:
        command = shlex.join(["kata", "pack", "show", question, "--pack", other])
        screen.say(f'The pack "{other}" has a question of this id as well: {command}', err=True)


def _find(question: str, packs: list[Found], *, anywhere: bool) -> Sequence[tuple[str, Placed]]:
    """Return each pack that has the question, and where it stands there.

    ``anywhere`` says that all packs here are looked at; a `UserError` where none has it.
    """
    from grader.content.library import read_head
    from grader.content.packs import known_misconceptions, read_pack

    there: list[tuple[str, Placed]] = []
    ids: list[str] = []
    broken: list[Found] = []
    for found in packs:
        contents = read_pack(found.folder, known_misconceptions(found.folder))
        there += [
            (read_head(found.folder).id, placed)
            for placed in contents.placed
            if placed.question.id == question
        ]
        ids += [placed.question.id for placed in contents.placed]
        broken += [found] if contents.problems else []
    if not there:
        raise UserError(_unknown(question, ids, broken, anywhere=anywhere))
    return there


def _unknown(question: str, ids: list[str], broken: list[Found], *, anywhere: bool) -> str:
    import difflib

    near = difflib.get_close_matches(question, ids, n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    lines = [f'There is no question "{question}".{meant}']
    if anywhere:
        command = shlex.join(["kata", "pack", "show", question, "--pack"])
        lines.append(f"If it is in a pack that was not added, name its folder: {command} FOLDER")
    lines += [
        "Questions with problems cannot be shown. To see what is wrong, type:\n"
        f"  kata pack check {found.folder}"
        for found in broken
    ]
    return "\n".join(lines)


def _tested(question: Question) -> Tested:
    """Return what `kata pack check` would do with the question's code."""
    from grader.checking.claims import expected_of
    from grader.checking.verifying import is_interleaved
    from grader.render.preview import Tested

    expected = expected_of(question)
    return Tested(
        tuple(each.claim for each in expected if each.implied),
        bool(expected) and is_interleaved(question, expected),
    )


def _as_written(question: Question) -> Shown:
    """Return the parts of a question in the order in which they are written."""
    from grader.question import Choices, Matching, Ordering, Shown

    match question.body:
        case Choices(options):
            return Shown(options=options)
        case Ordering(items):
            return Shown(items=items)
        case Matching(pairs, extra):
            rights = dict.fromkeys([*(pair.right for pair in pairs), *extra])
            return Shown(rights=tuple(rights))
    return Shown()

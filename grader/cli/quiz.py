"""``kata quiz``: ask, show a good answer, have it marked, remember the marking at once."""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from grader.errors import UserError

if TYPE_CHECKING:
    from grader.models import Pack, Question
    from grader.quiz.marking import Marked
    from grader.store import Answer, Store

MAX_WIDTH = 88


@click.command("quiz")
@click.option(
    "--count", type=click.IntRange(min=1), default=4, show_default=True, help="Questions to ask."
)
@click.option("--list", "only_list", is_flag=True, help="List the questions and your last scores.")
def quiz(count: int, only_list: bool) -> None:
    """Practise the interview questions.

    Answer in your own words, then mark yourself against a good answer.
    """
    import os
    from datetime import UTC, datetime

    from grader.content.builtin import content_root
    from grader.content.packs import load_pack
    from grader.store import Store

    pack = load_pack(content_root() / "questions")
    path = Store.default_path(os.environ)
    with Store(path, lambda: datetime.now(UTC)) as store:
        if store.warning:
            click.echo(store.warning, err=True)
        if only_list:
            _list(pack, store)
        else:
            _hold(pack, store, count)


def _list(pack: Pack, store: Store) -> None:
    from grader.quiz import order, texts

    last = order.latest(_past(pack, store))
    for question in pack.questions:
        answer = last.get((question.id, question.rev))
        score = (answer.points, answer.of_points) if answer else None
        click.echo(texts.listed(question, score, _width()))
    click.echo("\nTo answer them:\n  kata quiz")


def _hold(pack: Pack, store: Store, count: int) -> None:
    """A whole session: every answer is in the store before the next question is asked."""
    from grader.content.builtin import content_root
    from grader.content.katas import kata_names
    from grader.quiz import order, texts

    if not pack.questions:
        raise UserError(f"The pack in {pack.folder} has no questions. To practise: kata list")
    store.prepare()
    chosen = order.in_order(pack.questions, _past(pack, store))[:count]
    click.echo(texts.introduction(len(chosen), _width()))
    marked: list[Marked] = []
    try:
        for number, question in enumerate(chosen, start=1):
            click.echo("\n" + texts.asked(question, number, len(chosen), _width()) + "\n")
            marked.append(_ask(question, pack, store))
    except _LeftError as left:
        click.echo(f"\n{texts.wrapped(str(left), _width())}")
    misconceptions = {each.id: each for each in pack.misconceptions}
    katas = [int(name.partition("_")[0]) for name in kata_names(content_root())]
    click.echo("\n" + texts.summary(marked, misconceptions, katas, _width()))


def _ask(question: Question, pack: Pack, store: Store) -> Marked:
    """Have one question answered and marked, and remember it."""
    from grader.quiz import marking, texts

    answer = _answer()
    click.echo("\n" + texts.model_answer(question, _width()) + "\n")
    marked = marking.nothing_said(question)
    if answer:
        points = [texts.point_asked(point.text, _width()) for point in question.rubric]
        marked = marking.mark(question, [_yes(point) for point in points])
        click.echo()
    store.record_answer(question.id, question.rev, pack.id, answer, marked.points, marked.of_points)
    click.echo(texts.scored(marked, answer))
    return marked


def _past(pack: Pack, store: Store) -> list[Answer]:
    return [answer for answer in store.answers() if answer.pack == pack.id]


def _answer() -> str:
    """The lines up to an empty one or the end of input, as one text."""
    lines: list[str] = []
    while line := _line("> ", at_end="" if lines else None):
        lines.append(line)
    return "\n".join(lines)


def _yes(asked: str) -> bool:
    *head, last = asked.splitlines()
    for line in head:
        click.echo(line)
    while (reply := _line(f"{last} ").strip().lower()) not in ("y", "yes", "n", "no"):
        last = "Please type y or n, or q to leave."
    return reply.startswith("y")


def _line(prompt: str, at_end: str | None = None) -> str:
    """The next line of input; at its end ``at_end``, or the session is left where that is None."""
    try:
        typed = sys.stdin is not None and sys.stdin.isatty()
        line = _typed_line(prompt) if typed else _piped_line(prompt)
    except EOFError:
        click.echo()
        if at_end is None:
            raise _LeftError("The input ended here. What was marked is kept.") from None
        return at_end
    if line.strip().lower() == "q":
        raise _LeftError("You left before this question was marked. It will come again.")
    # A key that the terminal could not decode must not cost the learner the answer.
    return line.rstrip().encode("utf-8", "replace").decode("utf-8")


def _typed_line(prompt: str) -> str:
    with suppress(ImportError):
        import readline  # noqa: F401  Its import lets input() understand the arrow keys.
    return input(prompt)


def _piped_line(prompt: str) -> str:
    """A line that nobody sees being typed: shown after its prompt, so that all reads well."""
    click.echo(prompt, nl=False)
    data = sys.stdin.buffer.readline() if sys.stdin else b""
    if not data:
        raise EOFError
    line = data.decode(sys.stdin.encoding, "replace").rstrip("\r\n")
    click.echo(line)
    return line


def _width() -> int:
    return min(shutil.get_terminal_size().columns, MAX_WIDTH)


class _LeftError(Exception):
    """The learner is done, by word or by the end of input."""

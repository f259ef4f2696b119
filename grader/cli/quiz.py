"""``kata quiz``: what is asked for, and the session that answers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from grader.cli.completing import BELIEF, PACK, TOPIC
from grader.errors import UserError

if TYPE_CHECKING:
    from grader.content.index import Index
    from grader.quiz.choosing import Choice, Wishes
    from grader.store import Store

COUNT = 10
_EXAM_MINUTES_EACH = 1.5
"""Minutes of an exam for each of its questions, where no count is given."""


@click.command("quiz")
@click.option("--topic", type=TOPIC, metavar="TEXT", help="Only topics whose name holds this.")
@click.option("--kata", type=int, metavar="N", help="Only what belongs to this kata.")
@click.option("--pack", type=PACK, metavar="ID", help="Only questions of this pack.")
@click.option(
    "--misconception", "misconception", multiple=True, type=BELIEF, metavar="ID",
    help="Only questions on this wrong belief; may be repeated.",
)  # fmt: skip
@click.option("--count", type=click.IntRange(1, 500), help=f"Questions to ask.  [default: {COUNT}]")
@click.option("--new", "only", flag_value="new", help="Only what you never answered.")
@click.option("--due", "only", flag_value="due", help="Only what is due.")
@click.option("--cram", is_flag=True, help="Ask again whatever is due; your schedule stays.")
@click.option(
    "--exam", type=click.IntRange(1, 600), metavar="MINUTES",
    help="Against the clock, with no feedback until the end.",
)  # fmt: skip
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    metavar="N",
    help="Choose and shuffle in the same way each time.",
)
@click.option("--no-confidence", is_flag=True, help="Do not ask how sure you are.")
@click.option("--list", "only_list", is_flag=True, help="List the questions, and how you stand.")
def quiz(only_list: bool, **options: Any) -> None:
    """Practise interview questions.

    First what is due, then what is new. In a session: ? gives a hint, f flags a bad question, q
    leaves. Every answer is saved as you give it, and a session that was cut off goes on.
    """
    from grader.cli.place import open_questions, open_store
    from grader.cli.screen import say

    if options["cram"] and options["exam"]:
        raise UserError("An exam is no cramming. Choose one: kata quiz --exam 15")
    with open_store() as store, open_questions() as index:
        for told in (store.warning, *index.library.problems):
            if told:
                say(told, err=True)
        if only_list:
            _list(store, index, options)
        else:
            _hold(store, index, options)


def _wishes(index: Index, options: dict[str, Any]) -> Wishes:
    from grader.quiz.choosing import Wishes

    _refuse_unknown(index, options)
    exam = options["exam"]
    count = max(1, round(exam / _EXAM_MINUTES_EACH)) if exam else COUNT
    return Wishes(
        at_most=options["count"] or count,
        topic=options["topic"],
        kata=options["kata"],
        pack=options["pack"],
        misconceptions=tuple(options["misconception"]),
        new=options["only"] != "due",
        due=options["only"] != "new",
        all=bool(options["cram"] or exam),
        free=not exam,  # who marks these is the learner, and not before the end
    )


def _refuse_unknown(index: Index, options: dict[str, Any]) -> None:
    """Say that there is no such topic, pack, kata or belief, and which was meant."""
    topic, pack, kata = options["topic"], options["pack"], options["kata"]
    if topic is not None:
        topics = index.topics()
        if not any(topic.casefold() in each.casefold() for each in topics):
            raise UserError(_unknown("topic", topic, topics))
    if pack is not None and pack not in index.titles:
        raise UserError(_unknown("pack", pack, [*index.titles]))
    if kata is not None and kata not in (numbers := index.library.kata_numbers):
        raise UserError(f"There is no kata {kata}. There are: {', '.join(map(str, numbers))}.")
    beliefs = index.misconceptions() if options["misconception"] else {}
    for name in options["misconception"]:
        if name not in beliefs:
            near = _nearest(name, [*beliefs])
            advice = f'Did you mean "{near}"?' if near else "kata pack misconceptions lists them."
            raise UserError(f'There is no misconception "{name}". {advice}')


def _unknown(what: str, name: str, names: list[str]) -> str:
    near = _nearest(name, names)
    if near is not None:
        return f'There is no {what} "{name}". Did you mean "{near}"?'
    return "\n".join([f'There is no {what} "{name}". There are:', *(f"  {each}" for each in names)])


def _nearest(name: str, names: list[str]) -> str | None:
    import difflib

    return next(iter(difflib.get_close_matches(name, names, n=1, cutoff=0.5)), None)


def _hold(store: Store, index: Index, options: dict[str, Any]) -> None:
    """Go on with a session that was cut off, or hold a new one."""
    from grader.cli.quiz_session import begun, hold, resumed

    store.prepare()
    session = resumed(store, options)
    if session is None:
        choice = _chosen(store, index, options)
        if not choice.questions:
            return _nothing(choice, options)
        session = begun(store, choice, options)
    return hold(session, store, index)


def _chosen(store: Store, index: Index, options: dict[str, Any]) -> Choice:
    from datetime import UTC, datetime
    from random import Random

    from grader.quiz.choosing import choose
    from grader.quiz.scheduling import RULE

    if options["seed"] is None:
        options["seed"] = Random().randrange(2**31)
    return choose(
        index.listed(),
        store.due_times(RULE),
        _wishes(index, options),
        datetime.now(UTC),
        Random(options["seed"]),
    )


def _nothing(choice: Choice, options: dict[str, Any]) -> None:
    """Say why nothing is asked, and what to type instead."""
    from grader.cli.screen import say

    if not choice.matching:
        say("No question is of this kind. To see what there is: kata quiz --list")
        return
    when = f" The next one is due {_when(choice.next_due)}." if choice.next_due else ""
    what = "nothing new" if options["only"] == "new" else "nothing due"
    say(f"There is {what} here.{when}\nTo practise all the same, without moving your schedule:")
    click.echo("  kata quiz --cram")


def _when(moment: Any) -> str:
    local = moment.astimezone()
    return f"on {local:%Y-%m-%d} at {local:%H:%M}"


def _list(store: Store, index: Index, options: dict[str, Any]) -> None:
    from datetime import UTC, datetime

    from grader.cli.quiz_session import command_of
    from grader.cli.screen import show, width
    from grader.quiz.choosing import fits
    from grader.quiz.scheduling import RULE
    from grader.render.question_list import State, list_lines, state_of

    wishes, cards, now = _wishes(index, options), store.due_times(RULE), datetime.now(UTC)
    rows = [(each, state_of(each, cards, now)) for each in index.listed() if fits(each, wishes)]
    wanted = {"new": {State.NEW}, "due": {State.DUE}}.get(options["only"], {*State})
    rows = [(each, state) for each, state in rows if state[0] in wanted]
    show(list_lines(rows, command_of(options), width()))

"""One session of the quiz: question after question, each answer in the store before the next."""

from __future__ import annotations

import json
import shlex
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from grader.cli.asking import Asker, Left, marked
from grader.cli.keys import InputEnded, forget_what_was_typed, is_typed, read_key, read_line
from grader.cli.running import is_running, running
from grader.cli.screen import coloured, say, show, width
from grader.errors import UserError
from grader.review import CardKey, Mode, Review

if TYPE_CHECKING:
    from grader.content.index import Index
    from grader.question import Question, Shown
    from grader.quiz.choosing import Choice
    from grader.quiz.plan import Plan
    from grader.review import Marked
    from grader.store import Store

_RESUMED_WITHIN = timedelta(hours=24)
"""For how long a session that was cut off can go on."""
_WITH_FEEDBACK = (Mode.STUDY, Mode.CRAM)


class Session(NamedTuple):
    """A session that is about to be held."""

    id: int
    plan: Plan
    mode: Mode
    confidence: bool
    deadline: datetime | None
    command: str
    """What to type to hold another one."""
    done: tuple[Review, ...] = ()
    """What was answered before it was cut off."""


def begun(store: Store, choice: Choice, options: dict[str, Any]) -> Session:
    """Return a new session, which is remembered as open."""
    from grader.quiz.plan import as_json, plan_of

    plan = plan_of(choice.questions, options["seed"])
    number = store.begin_session(json.dumps(options), as_json(plan))
    count = len(choice.questions)
    _tell(
        f"{count} question{'' if count == 1 else 's'}. "
        "Keys: ? for a hint, f to flag a bad question, q to leave; where you type a whole line, "
        "with Enter. Answers are saved at once."
    )
    return _session(number, plan, options, datetime.now(UTC))


def resumed(store: Store, options: dict[str, Any]) -> Session | None:
    """Return the session that was cut off, if it was asked for in the same words."""
    from grader.quiz.plan import from_json

    kept = store.open_session()
    if kept is None:
        return None
    plan, asked = from_json(kept.plan), _options_from(kept.options)
    if plan is None or asked is None:
        store.end_session(kept.id, "replaced")
        return None
    unseeded = json.loads(json.dumps({**options, "seed": options["seed"] or asked.get("seed")}))
    if is_running(kept.id):
        return None  # in another terminal
    late = datetime.now(UTC) - kept.started_at > _RESUMED_WITHIN
    done = tuple(store.reviews(kept.id))
    session = _session(kept.id, plan, asked, kept.started_at)._replace(done=done)
    over = session.deadline is not None and session.deadline <= datetime.now(UTC)
    if asked != unseeded or late or over or len(done) >= len(plan.questions):
        store.end_session(kept.id, "replaced")
        return None
    _tell(
        f"Your last session was cut off: it goes on with question {len(done) + 1} of "
        f"{len(plan.questions)}. (To begin another one instead, leave with q.)"
    )
    return session


def _options_from(text: str) -> dict[str, Any] | None:
    """Return the options that a session was asked for with; None where they cannot be read."""
    try:
        asked = json.loads(text)
    except ValueError:
        return None
    return asked if isinstance(asked, dict) and not asked.get("interview") else None


def minutes_left(seconds: float) -> str:
    """Return how many minutes are left, in words."""
    minutes = max(1, round(seconds / 60))
    return f"{minutes} minute{'' if minutes == 1 else 's'} left"


def _tell(message: str) -> None:
    from grader.render.lines import wrapped

    show(wrapped(message, width()))


def _session(number: int, plan: Plan, options: dict[str, Any], started: datetime) -> Session:
    minutes = options.get("exam")
    mode = Mode.EXAM if minutes else Mode.CRAM if options.get("cram") else Mode.STUDY
    deadline = started + timedelta(minutes=minutes) if minutes else None
    sure = not options.get("no_confidence")
    return Session(number, plan, mode, sure, deadline, command_of(options))


def command_of(options: dict[str, Any]) -> str:
    """Return the command with these options, but for its seed."""
    words = ["kata", "quiz"]
    for name, value in options.items():
        option = f"--{value}" if name == "only" else "--" + name.replace("_", "-")
        if name == "seed" or value in (None, False):
            continue
        for each in value if isinstance(value, list | tuple) else [value]:
            words += [option] if each is True or name == "only" else [option, str(each)]
    return shlex.join(words)


def hold(session: Session, store: Store, index: Index) -> None:
    """Ask what is left of the session, and show how it went."""
    from grader.cli.quiz_end import end_lines, missed_lines

    held = Held(session, store, index)
    with running(session.id):
        how = held.ask_all()
    if how != "cut off":
        store.end_session(session.id, how)
    if session.mode is Mode.EXAM:
        for lines in missed_lines(held.reviews, index):
            click.echo()
            show(lines)
    click.echo()
    show(end_lines(held.reviews, store, index, session.command))


class Held:
    """A session while it is held; ``reviews`` are its answers so far."""

    def __init__(self, session: Session, store: Store, index: Index) -> None:
        """Ask nothing yet."""
        self.reviews = list(session.done)
        self._session = session
        self._store = store
        self._index = index

    def ask_all(self) -> str:
        """Ask every question that has no answer yet; return how it ended.

        ``done``, ``left`` by a key, or ``cut off`` where a terminal's input ended: as after a
        kill, such a session can go on.
        """
        forget_what_was_typed()
        try:
            self._ask_all()
        except Left:
            return "left"
        except InputEnded:
            click.echo("The input ended here. What was answered is kept.")
            return "cut off" if is_typed() else "left"
        return "done"

    def _ask_all(self) -> None:
        answered = {review.key for review in self.reviews}
        keys = self._session.plan.questions
        for number, key in enumerate(keys, start=1):
            if key in answered:
                continue
            try:
                question = self._index.question(*key)
            except UserError as gone:
                say(gone.message, err=True)
                continue
            if self._is_over():
                click.echo("The time is over.")
                return
            self._ask(key, question, number)
            if number < len(keys):
                self._pause(key, question)

    def _is_over(self) -> bool:
        deadline = self._session.deadline
        return deadline is not None and datetime.now(UTC) >= deadline

    def _ask(self, key: CardKey, question: Question, number: int) -> None:
        """Ask one question, remember the answer, and say what was wrong with it."""
        from grader.quiz.marking import kept
        from grader.quiz.scheduling import RULE
        from grader.quiz.shuffle import shown
        from grader.render.question import Look, question_lines

        parts = shown(question, self._session.plan.seed)
        look = Look(width(), coloured())
        click.echo()
        show(question_lines(question, parts, self._heading(question, number), look))
        click.echo()
        asker = Asker(question, parts, flag=lambda: self._flag(key, question))
        answered = asker.ask(confidence=self._session.confidence)
        if self._is_over():
            click.echo("The time was over before this answer, so it does not count.")
            return
        marks = self._marked(asker, question, answered)
        review = Review(
            *key,
            question.rev,
            kept(answered.given),
            marks.points,
            marks.of_points,
            datetime.now(UTC),
            self._session.mode,
            self._session.plan.seed,
            answered.confidence,
            answered.hints,
            answered.seconds,
            self._session.id,
        )
        self._store.record_review(review, RULE)
        self.reviews.append(review)
        if self._session.mode in _WITH_FEEDBACK:
            click.echo()
            show(self._feedback(question, parts, marks))
        if answered.stopped is not None:
            raise answered.stopped

    def _heading(self, question: Question, number: int) -> str:
        count = len(self._session.plan.questions)
        text = f"Question {number} of {count}: {question.topic}, level {question.level}"
        if self._session.deadline is None:
            return text
        left = (self._session.deadline - datetime.now(UTC)).total_seconds()
        part = " for this part" if self._session.mode is Mode.INTERVIEW else ""
        return f"{text} ({minutes_left(left)}{part})"

    def _marked(self, asker: Asker, question: Question, answered: Any) -> Marked:
        from grader.question import Free
        from grader.render.feedback import model_answer_lines

        if isinstance(question.body, Free):
            click.echo()
            show(model_answer_lines(question, width()))
            click.echo()
        return marked(asker, question, answered)

    def _feedback(self, question: Question, parts: Shown, marks: Marked) -> Any:
        from grader.render.feedback import feedback_lines

        wrong = any(remark.misconception for remark in marks.remarks)
        beliefs = self._index.misconceptions() if wrong else {}
        katas = self._index.library.kata_numbers
        return feedback_lines(question, parts, marks, beliefs, katas, width())

    def _flag(self, key: CardKey, question: Question) -> None:
        reason = read_line("What is wrong with it? (Enter flags it without a word) ")
        self._store.record_flag(*key, question.rev, reason)
        click.echo("Flagged, thank you. kata progress lists what you flagged.")

    def _pause(self, key: CardKey, question: Question) -> None:
        """Leave time to read; a pipe needs none."""
        if not is_typed() or self._session.mode not in _WITH_FEEDBACK:
            return
        click.echo()
        prompt = "Enter goes on (f flags this question, q leaves) "
        while pressed := read_key(prompt, ("", "f", "q", " "), "Press Enter, f or q.").strip():
            if pressed == "q":
                raise Left
            self._flag(key, question)

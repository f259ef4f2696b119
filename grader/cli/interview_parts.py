"""One mock interview: its questions, its kata, its free answers, and what came of each."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import click

from grader.cli.keys import InputEnded, read_key
from grader.review import Mode, Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.content.index import Index
    from grader.models import Kata, Report
    from grader.quiz.interview import Shares
    from grader.review import Review
    from grader.store import Store

_MINUTES_A_LEVEL = 6
"""An interview has at least so many minutes for each level of its kata."""


class Interview(NamedTuple):
    """One interview while it is held."""

    store: Store
    library: Index
    begun: datetime
    shares: Shares
    minutes: int
    random: Random
    wrong: list[Review]
    """The answers, so far, that were not right."""

    def choose_kata(self, asked: str | None) -> Kata:
        """Return the kata that is named, or one by lot that there is time for.

        One that was not passed yet goes first, if there is one.
        """
        from grader.cli.katas import find
        from grader.content.builtin import content_root
        from grader.content.katas import list_katas

        if asked is not None:
            return find(asked)
        tried = self.store.attempts_by_kata()
        katas = list_katas(content_root())
        short = [kata for kata in katas if kata.level * _MINUTES_A_LEVEL <= self.minutes]
        short = short or [min(katas, key=lambda kata: kata.level)]
        open_ = [kata for kata in short if kata.name not in tried or not tried[kata.name].passed]
        return self.random.choice(open_ or short)

    def questions(self) -> Part:
        """Ask mixed questions, with no word on what was right."""
        reviews = self._ask(self.shares.questions, self.shares.question_minutes, free=False)
        right = sum(review.right for review in reviews)
        points = sum(review.points / review.of_points for review in reviews)
        told = f"{right} of {self.shares.questions} right"
        if len(reviews) < self.shares.questions:
            told += f", {self.shares.questions - len(reviews)} not answered"
        wrong = [review.key for review in reviews if not review.right]
        return Part("Questions", points, self.shares.questions, told, self._prompts(wrong))

    def free_answers(self) -> Part:
        """Ask for answers in the learner's own words, who then marks them."""
        reviews = self._ask(self.shares.free, self.minutes, free=True)
        points = sum(review.points for review in reviews)
        of_points = sum(review.of_points for review in reviews)
        worth = sum(review.points / review.of_points for review in reviews)
        told = f"{points} of {of_points} points by your own marking" if reviews else "not reached"
        weak = [review.key for review in reviews if 2 * review.points < review.of_points]
        return Part("Free answers", worth, self.shares.free, told, self._prompts(weak))

    def _ask(self, count: int, minutes: float, *, free: bool) -> list[Review]:
        from grader.cli.quiz_session import Held, Session
        from grader.question import QuestionType
        from grader.quiz.plan import as_json, plan_of

        listed = [
            each for each in self.library.listed() if (each.type is QuestionType.FREE) is free
        ]
        chosen = self.random.sample(listed, min(count, len(listed)))
        plan = plan_of(chosen, self.random.randrange(2**31))
        number = self.store.begin_session(json.dumps({"interview": self.minutes}), as_json(plan))
        deadline = self.begun + timedelta(minutes=minutes)
        session = Session(number, plan, Mode.INTERVIEW, False, deadline, "kata interview")
        held = Held(session, self.store, self.library)
        self.store.end_session(number, held.ask_all())
        self.wrong.extend(review for review in held.reviews if not review.right)
        return held.reviews

    def tell_answers(self) -> None:
        """Show the questions that were not answered right, with what is right and why."""
        from grader.cli.quiz_end import missed_lines
        from grader.cli.screen import show

        for lines in missed_lines(self.wrong, self.library):
            click.echo()
            show(lines)

    def _prompts(self, keys: Sequence[tuple[str, str]]) -> tuple[str, ...]:
        questions = [self.library.question(*key) for key in keys]
        return tuple(f"{q.prompt.strip().partition(chr(10))[0]} ({q.id})" for q in questions)

    def kata(self, kata: Kata) -> Part:
        """Have the kata done in its own file, graded as often as the learner likes."""
        from grader.cli.place import file_of
        from grader.cli.screen import say, show, width
        from grader.cli.start import write_new
        from grader.render.brief import brief_lines

        file = file_of(kata)
        new = not file.exists()
        if new:
            write_new(file, kata)
        self.store.record_start(kata.name, file.resolve())
        click.echo()
        show(brief_lines((kata.folder / "brief.md").read_text("utf-8"), width()))
        where = f"in {file}" if new else f"in {file}, as you left it"
        say(f"\nThe kata is {where}. Fill it in, in your editor, and come back here.")
        return self._graded(kata, file)

    def _graded(self, kata: Kata, file: Path) -> Part:
        from grader.cli.quiz_session import minutes_left

        report: Report | None = None
        gradings = 0
        over = self.begun + timedelta(minutes=self.shares.kata_minutes)
        while report is None or report.verdict != "pass":
            if datetime.now(UTC) >= over:
                click.echo("The time for the kata is over.")
                break
            left = minutes_left((over - datetime.now(UTC)).total_seconds())
            prompt = f"g grades it, q goes on without it ({left} for it): "
            try:
                if read_key(prompt, ("g", "q"), "Press g or q.") == "q":
                    break
            except InputEnded:
                break
            report = self._grade(kata, file)
            gradings += 1
        return _kata_part(kata, report, gradings)

    def _grade(self, kata: Kata, file: Path) -> Report:
        from grader.checking.grading import grade
        from grader.cli.katas import misconceptions_of
        from grader.cli.place import checked
        from grader.cli.reporting import remember, show_report
        from grader.render.closing import Next

        report = grade(kata, checked(file), lambda: misconceptions_of(kata))
        remember(self.store, report)
        step = "the free answers" if report.verdict == "pass" else "press g"
        show_report(report, kata, file, Next(step))
        return report


def _kata_part(kata: Kata, report: Report | None, gradings: int) -> Part:
    times = f"{gradings} grading{'' if gradings == 1 else 's'}"
    count = len(kata.checks)
    if report is None:
        return Part("Kata", 0, 1, f"{kata.title}: not graded", (f"kata start {kata.number}",))
    if report.verdict == "pass":
        return Part("Kata", 1, 1, f"{kata.title}: passed, {times}")
    passed = sum(check.verdict == "pass" for check in report.checks)
    told = f"{kata.title}: {passed} of {count} checks passed, {times}"
    return Part("Kata", passed / count, 1, told, (f"kata start {kata.number}",))

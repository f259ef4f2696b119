"""Grading a file on every save, with keys for what a learner wants to see next."""

from __future__ import annotations

import errno
import hashlib
import sys
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.screen import plain, say, show, width
from grader.cli.watch_input import SAVED, Inbox, inbox
from grader.errors import UserError

if TYPE_CHECKING:
    from grader.checking.observations import AnyObserver
    from grader.cli.watch_file import FileWatch
    from grader.models import Kata, Report
    from grader.store import Store

KEYS = (
    ("h", "hint"),
    ("t", "timeline"),
    ("n", "next kata"),
    ("l", "list"),
    ("s", "solution"),
    ("Enter", "grade again"),
    ("q", "quit"),
)
_CLEAR = "\x1b[H\x1b[2J"


class Watching:
    """Watches the file of one kata after another."""

    def __init__(self, store: Store, box: Inbox, *, poll: bool) -> None:
        self._store = store
        self._box = box
        self._poll = poll
        self._graded: str | None = None
        self._polls = poll

    def run(self, kata: Kata, file: Path) -> None:
        """Watch until the learner quits."""
        following = self._one(kata, file, grade_at_once=True)
        while following is not None:
            following = self._one(*following, grade_at_once=False)

    def _one(self, kata: Kata, file: Path, *, grade_at_once: bool) -> tuple[Kata, Path] | None:
        """Watch one kata's file; return the next one, None where the learner quits."""
        from grader.checking.grading import observer_of_saves
        from grader.cli.watch_file import FileWatch

        self._graded = None
        with ExitStack() as stack:
            observer = stack.enter_context(observer_of_saves(kata, file, self._box.interrupts))
            watch = stack.enter_context(FileWatch(file, self._box.saved, poll=self._poll))
            if grade_at_once:
                self._grade(kata, file, observer, watch)
            else:  # its task is on the screen
                self._graded = _digest(file)
                self._footer(watch)
            while True:
                happened = self._box.wait()
                if happened == "q":
                    return None
                if happened == "n":
                    following = self._next(kata)
                    if following is not None:
                        return following
                    self._footer(watch)
                elif happened == SAVED:
                    self._saved(kata, file, observer, watch)
                elif happened == "":
                    self._grade(kata, file, observer, watch)
                else:
                    self._key(happened, kata, file, observer)
                    self._footer(watch)

    # What is done on a save

    def _saved(self, kata: Kata, file: Path, observer: AnyObserver, watch: FileWatch) -> None:
        if watch.polls and not self._polls:
            self._polls = True
            say("The system does not tell of saves here: the file is looked at instead.")
        try:
            if _digest(file) != self._graded:
                self._grade(kata, file, observer, watch)
        except OSError as error:
            self._graded = None
            say(f"{file} cannot be read ({error.strerror}). It is graded when it is there again.")

    def _grade(self, kata: Kata, file: Path, observer: AnyObserver, watch: FileWatch) -> None:
        """Grade the file as it is now; a save in the middle of it starts it afresh."""
        report = None
        while report is None:
            try:
                self._graded = _digest(file)
                report = self._graded_once(kata, file, observer)
            except FileNotFoundError:
                self._graded = None
                return say(f"{file} is gone. It is graded when it is there again.")
            except KeyboardInterrupt:
                if not self._box.interrupts():
                    raise  # Ctrl-C
                if self._box.quits():
                    return None
                self._box.take_save()
        self._show(report, kata, file, watch)
        return None

    def _graded_once(
        self, kata: Kata, file: Path, observer: AnyObserver, *, pictured: bool = False
    ) -> Report:
        from grader.checking.grading import grade
        from grader.cli.katas import misconceptions_of
        from grader.cli.status import working

        with working(f"Grading {file} …") as status:
            return grade(
                kata,
                file,
                lambda: misconceptions_of(kata),
                observer=observer,
                with_pictures=pictured,
                on_check=status.step,
            )

    def _show(self, report: Report, kata: Kata, file: Path, watch: FileWatch) -> None:
        from grader.cli.reporting import remember, revision, show_report
        from grader.render.closing import Next

        warning = remember(self._store, report)
        _clear()
        questions, quiz = revision(report)
        step = "n, the next kata" if report.verdict == "pass" else "save it"
        later = f"in another terminal, {quiz}" if quiz else ""
        show_report(report, kata, file, Next(step, "h", "t", questions, later))
        if warning is not None:
            say(warning, err=True)
        self._footer(watch)

    def _footer(self, watch: FileWatch) -> None:
        from grader.render.lines import BLANK, side_by_side, wrapped

        how = "by looking every 0.1 s" if watch.polls else "by the system's events"
        now = f"{datetime.now():%H:%M:%S}"
        if plain():
            words = ", ".join(f"{key} for {what}" for key, what in KEYS)
            sentence = f"It is {now}. Watching {how}. Keys: {words}."
            return show([BLANK, *wrapped(sentence, width())])
        keys = side_by_side([f"{key} {what}" for key, what in KEYS], width(), role="command")
        told = wrapped(f"{now}, watching {how}", width(), role="faint")
        return show([BLANK, *told, *keys])

    # What the keys do

    def _key(self, key: str, kata: Kata, file: Path, observer: AnyObserver) -> None:
        from grader.cli.hint import next_hint

        if key == "h":
            click.echo()
            show(next_hint(kata, self._store, "h"))
        elif key == "t":
            self._timeline(kata, file, observer)
        elif key == "l":
            self._list(kata)
        elif key == "s":
            self._solution(kata)
        elif key.isprintable():
            keys = ", ".join(each for each, _ in KEYS)
            say(f"{key} means nothing here. The keys are {keys}.")

    def _timeline(self, kata: Kata, file: Path, observer: AnyObserver) -> None:
        from grader.cli.outputs import show_pictures

        try:
            report = self._graded_once(kata, file, observer, pictured=True)
        except FileNotFoundError:
            return say(f"{file} is gone. It is graded when it is there again.")
        except KeyboardInterrupt:
            if not self._box.interrupts():
                raise
            return None  # what has come is done next
        if not report.pictures:
            return say("There is no run to draw: no function of the file was called.")
        return show_pictures(report)

    def _list(self, kata: Kata) -> None:
        from grader.cli.whereabouts import kata_rows
        from grader.guidance import Step
        from grader.render.kata_list import rows_lines

        rows = kata_rows(self._store)
        passed = any(row.passed for row in rows if row.name == kata.name)
        step = Step("n, the next kata" if passed else "mend it, and save it", "")
        click.echo()
        show(rows_lines(rows, step, width()))

    def _solution(self, kata: Kata) -> None:
        tried = self._store.attempts_by_kata().get(kata.name)
        if tried is None or not tried.passed:
            return say(
                f"The solution is shown when you have passed. To see it all the same, in another "
                f"terminal: kata solution {kata.number} --give-up"
            )
        click.echo("\n" + (kata.folder / "solution.py").read_text("utf-8"), nl=False)
        return self._store.record_solution(kata.name, gave_up=False)

    def _next(self, kata: Kata) -> tuple[Kata, Path] | None:
        """Begin the next kata, where this one is passed and there is one."""
        from grader.cli.katas import find
        from grader.cli.whereabouts import standing_of
        from grader.guidance import next_kata, number_of

        standing = standing_of(self._store, with_quiz=False)
        if kata.name not in standing.passed:
            say(f"Kata {kata.number} is not passed yet. A hint: h. To leave: q")
            return None
        following = next_kata(standing.katas, standing.passed, kata.name)
        if following is None:
            say("All katas are passed. Leave with q, and type: kata quiz")
            return None
        return self._begin(find(str(number_of(following))))

    def _begin(self, kata: Kata) -> tuple[Kata, Path] | None:
        from grader.cli.place import checked, file_of
        from grader.cli.start import write_new
        from grader.render.brief import brief_lines

        file = file_of(kata)
        try:
            if not file.exists():
                write_new(file, kata)
            checked(file)
        except UserError as error:
            say(error.message)
            return None
        self._store.record_start(kata.name, file.resolve())
        _clear()
        show(brief_lines((kata.folder / "brief.md").read_text("utf-8"), width()))
        say(f"\nYour file is {file}. Fill it in: it is graded whenever you save it.")
        return kata, file


def watch(kata: Kata, file: Path, store: Store, *, poll: bool) -> None:
    """Grade the file on every save until the learner quits."""
    with inbox() as box:
        Watching(store, box, poll=poll).run(kata, file)


def _digest(file: Path) -> str:
    if file.exists() and not file.is_file() and not file.is_dir():  # a pipe would never end
        raise OSError(errno.EINVAL, "not an ordinary file")
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _clear() -> None:
    if sys.stdout is not None and sys.stdout.isatty() and not plain():
        click.echo(_CLEAR, nl=False)
    else:
        click.echo()

"""Grading a class: what there is to do, having it done, and what is written at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from grader.errors import UserError, counted, printable

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from grader.cli.cohort_places import Place
    from grader.cohort.database import CohortDatabase
    from grader.cohort.discovery import Wanted
    from grader.cohort.records import Graded, Submission, Work
    from grader.cohort.roster import Learner
    from grader.models import Kata

_AHEAD = 3
"""How many pieces of work each worker has in hand or before it."""
_MORE_THAN_CPUS = 1
"""Workers: while one waits, for a program that hangs say, another works."""
_MOST_NAMED = 5


class How(NamedTuple):
    """How the work is done, as it was asked for."""

    sandbox: str
    jobs: int | None
    scheduler: str | None

    def checked(self) -> How:
        """Return this with ``sandbox`` decided; a `UserError` where it cannot be done so."""
        if self.sandbox == "off":
            return self
        if self.scheduler is not None:  # its workers look for themselves
            return self._replace(sandbox="required")
        from grader.cli.sandboxing import sandboxing

        return self._replace(sandbox="off" if sandboxing(self.sandbox) is None else "required")

    def executor(self) -> tuple[Callable[[], AbstractContextManager[Executor]], int]:
        """Return what opens an executor, and how many workers it has."""
        if self.scheduler is not None:
            from grader.cohort.cluster import cluster_executor, workers_of

            scheduler = self.scheduler
            return lambda: cluster_executor(scheduler), workers_of(scheduler)
        from grader.observe.machine import usable_cpus
        from grader.observe.workers import local_executor

        workers = self.jobs or usable_cpus() + _MORE_THAN_CPUS
        return lambda: local_executor(workers), workers


class Stock(NamedTuple):
    """What was found."""

    submissions: Sequence[Submission]
    katas: dict[str, Kata]
    wanted: Wanted
    left_out: list[str]


def take_stock(
    place: Place,
    database: CohortDatabase,
    named: str | None,
    roster: Mapping[str, Learner],
    unpacked: Path,
    assigned: Sequence[str] = (),
) -> Stock:
    """Find all that was handed in, and note it. Raises `UserError`.

    ``assigned`` are the katas that count; without any, those that somebody has handed in.
    """
    from grader.cohort.discovery import Wanted, find_submissions
    from grader.cohort.worker import content_of

    katas = _katas(named)
    only = next(iter(katas)) if named is not None else None
    counting = list(assigned) or ([only] if only else None)
    wanted = Wanted({name: content_of(kata.folder) for name, kata in katas.items()}, only)
    found = find_submissions(place.folder, wanted, unpacked, place.out)
    handed_in = {each.kata for each in found.submissions if each.kata}
    database.expect(found.submissions, counting or sorted(handed_in), roster, only)
    return Stock(found.submissions, katas, wanted, found.left_out)


def _katas(named: str | None) -> dict[str, Kata]:
    from grader.cli.katas import find, pack_katas, trusted_kata
    from grader.content.builtin import content_root
    from grader.content.katas import list_katas

    if named is not None:
        kata = find(named)
        return {kata.name: kata}
    packs = [kata for kata in pack_katas() if trusted_kata(kata)]
    return {kata.name: kata for kata in [*list_katas(content_root()), *packs]}


def grade_open(stock: Stock, database: CohortDatabase, how: How) -> None:
    """Grade what has no result yet."""
    gradable = (each for each in stock.submissions if each.problem is None)
    _grade([each for each in gradable if not database.is_graded(each)], stock, database, how)


def grade_again(
    place: Place,
    database: CohortDatabase,
    how: How,
    chosen: Sequence[tuple[str, str]],
    unpacked: Path,
) -> None:
    """Grade these learners' katas, whatever is known of them."""
    from grader.cohort.records import as_text

    only, roster, assigned = database.only(), database.roster(), database.katas()
    stock = take_stock(place, database, only, roster, unpacked, assigned)
    wanted = set(chosen)
    gradable = (each for each in stock.submissions if each.problem is None)
    again = [each for each in gradable if (as_text(each.learner), each.kata) in wanted]
    _grade(again, stock, database, how)


def _grade(todo: Sequence[Submission], stock: Stock, database: CohortDatabase, how: How) -> None:
    """Have it graded, and keep each result as it comes."""
    from grader.cli.status import working
    from grader.cohort.alike import graded
    from grader.cohort.running import Crew

    if not todo:
        return
    open_executor, workers = how.executor()
    crew = Crew(open_executor, window=workers * _AHEAD)
    begun = time.monotonic()

    def grade(submissions: Sequence[Submission]) -> Generator[Graded]:
        return crew.grade(_works(submissions, stock, sandboxed=how.sandbox != "off"))

    try:
        with (
            working(f"Grading {counted(len(todo), 'submission')} …") as status,
            closing(graded(todo, grade)) as results,
        ):
            for number, each in enumerate(results, 1):
                database.keep(each)
                rate = number / max(1e-6, time.monotonic() - begun)
                status.step(min(number + 1, len(todo)), len(todo), _pace(rate, len(todo) - number))
    except KeyboardInterrupt:
        click.echo("\nWhat was graded is kept. The same command goes on where it was.", err=True)
        raise


def _pace(rate: float, left: int) -> str:
    return f"{rate:.1f} a second, {max(1, round(left / rate))} s left"


def _works(todo: Sequence[Submission], stock: Stock, *, sandboxed: bool) -> Iterator[Work]:
    """Yield the work on each; a file is read when its turn comes."""
    from grader.cli.katas import comes_with_kata
    from grader.cohort.alike import shown_as
    from grader.cohort.discovery import read_submission
    from grader.cohort.records import Work

    for each in todo:
        assert each.file is not None
        kata = stock.katas[each.kata]
        try:
            source, beside = read_submission(each.file, alone=each.alone)
        except UserError:  # it went away meanwhile: the next run tells
            continue
        yield Work(
            each.learner,
            each.kata,
            each.digest,
            None if comes_with_kata(kata) else kata.folder,
            stock.wanted.contents[each.kata],
            shown_as(each),
            source,
            beside,
            sandboxed,
        )


def finish(place: Place, database: CohortDatabase, left_out: Sequence[str]) -> None:
    """Write all documents, and tell how the class stands."""
    from grader.cli.cohort_outputs import write_all
    from grader.cli.cohort_show import show_class

    write_all(place.out, database)
    show_class(database)
    if left_out:
        named = printable(" ".join(", ".join(left_out[:_MOST_NAMED]).split()))
        more = ", …" if len(left_out) > _MOST_NAMED else ""
        click.echo(f"Left out, for no kata's name is in it: {named}{more}", err=True)
    click.echo(f"Gradebook: {place.out / 'gradebook.csv'}")
    click.echo(f"The class: {place.out / 'class.html'}")

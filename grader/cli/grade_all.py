"""``kata grade --all``: every kata whose file stands in this folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.errors import UserError

if TYPE_CHECKING:
    from grader.cli.outputs import Outputs
    from grader.models import Kata, Report
    from grader.observe.observer import Observer


def grade_all(wanted: Outputs) -> int:
    """Grade all of them, a line each; the exit status is that of the worst."""
    from grader.cli.outputs import give
    from grader.cli.place import open_store
    from grader.cli.reporting import STATUS, remember

    todo, problems = _here()
    reports, warnings = [], {}
    with open_store() as store, _made_ready(todo) as observers:
        for (kata, file), observer in zip(todo, observers, strict=True):
            reports.append(_graded(kata, file, observer, wanted.with_trace))
            warnings[remember(store, reports[-1])] = True
            if not wanted.as_json:
                _show(kata, reports[-1])
    _close(reports, wanted.as_json)
    give(reports, wanted, [kata.title for kata, _ in todo])
    for warning in filter(None, [*warnings, *problems]):
        click.echo(warning, err=True)
    if problems:
        return UserError.exit_status
    statuses = {STATUS.get(report.verdict, 1) for report in reports}
    return next(status for status in (1, 3, 0) if status in statuses)


def _here() -> tuple[list[tuple[Kata, Path]], list[str]]:
    """Return the files that can be graded, and what is wrong with the others."""
    from grader.cli.katas import katas_here
    from grader.cli.place import checked, file_of

    katas = katas_here()
    if not katas:
        raise UserError("No file of a kata is in this folder. To begin the first: kata start 1")
    todo, problems = [], []
    for kata in katas:
        try:
            todo.append((kata, checked(file_of(kata))))
        except UserError as problem:
            problems.append(problem.message)
    if not todo:
        raise UserError("\n".join(problems))
    return todo, problems


@contextmanager
def _made_ready(todo: list[tuple[Kata, Path]]) -> Iterator[Iterator[Observer]]:
    """Give each kata's observer; while one kata is graded, the process of the next one starts."""
    from grader.checking.grading import observer_of

    with ExitStack() as stack:

        def made_ready() -> Iterator[Observer]:
            ahead = stack.enter_context(observer_of(*todo[0]))
            for following in todo[1:]:
                ready, ahead = ahead, stack.enter_context(observer_of(*following))
                yield ready
            yield ahead

        yield made_ready()


def _graded(kata: Kata, file: Path, observer: Observer, with_trace: bool) -> Report:
    from grader.checking.grading import grade
    from grader.cli.katas import misconceptions_of
    from grader.cli.status import working

    with working(f"Grading {file} …") as status, observer:
        return grade(
            kata,
            file,
            lambda: misconceptions_of(kata),
            observer=observer,
            with_trace=with_trace,
            on_check=status.step,
        )


def _show(kata: Kata, report: Report) -> None:
    from grader.cli.screen import show, width
    from grader.render.report import summary_lines

    show(summary_lines(report, kata.title, width()))


def _close(reports: list[Report], as_json: bool) -> None:
    import json

    from grader.cli.screen import show
    from grader.render.document import report_document
    from grader.render.lines import BLANK, Span, line

    if as_json:
        documents = [report_document(report) for report in reports]
        return click.echo(json.dumps(documents, indent=2, ensure_ascii=True))
    open_ = [report for report in reports if report.verdict != "pass"]
    role = "bad" if open_ else "good"
    show([BLANK, line(f"Passed: {len(reports) - len(open_)} of {len(reports)} katas.", role)])
    following = f"kata grade {open_[0].number}" if open_ else "kata list"
    return show([(Span("Next: "), Span(following, "command"))])

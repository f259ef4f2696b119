"""``kata grade``: what the learner's code does, and what is to be mended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.models import Kata, Report
    from grader.store import Store

STATUS = {"pass": 0, "inconclusive": 3}
"""Exit statuses by verdict; any other verdict gives 1."""


@click.command("grade")
@click.argument("kata_or_file", required=False)
@click.option("--kata", "named", help="The kata that a file of another name is for.")
@click.option("--all", "every", is_flag=True, help="Grade every kata whose file is in this folder.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON document.")
@click.option("--trace", "with_trace", is_flag=True, help="Put every event into the JSON document.")
def grade(
    kata_or_file: str | None, named: str | None, every: bool, as_json: bool, with_trace: bool
) -> int:
    """Run your code and check what it really did.

    Without an argument it grades the kata that was started last; else name a kata by its number
    or a file. Exit status: 0 pass, 1 fail, 2 wrong command, 3 inconclusive.
    """
    if every:
        from grader.cli.grade_all import grade_all

        if kata_or_file or named:
            raise click.UsageError("--all grades every kata here: name none, or leave --all out.")
        return grade_all(as_json, with_trace)
    return _grade_one(kata_or_file, named, as_json, with_trace)


def _grade_one(kata_or_file: str | None, named: str | None, as_json: bool, with_trace: bool) -> int:
    from grader.checking.grading import grade as grade_file
    from grader.cli.place import kata_and_file, open_store
    from grader.cli.screen import working
    from grader.content.builtin import content_root
    from grader.content.packs import load_misconceptions

    root = content_root()
    with open_store() as store:
        kata, file = kata_and_file(root, kata_or_file, named, store)
        with working(f"Grading {file} …"):
            report = grade_file(
                kata, file, lambda: load_misconceptions(root / "questions"), with_trace=with_trace
            )
        warning = remember(store, report)
        if as_json:
            from grader.render.document import report_json

            click.echo(report_json(report))
        else:
            _show(report, kata, file, _next_step(report, root, store, kata_or_file, named))
    if warning is not None:
        click.echo(warning, err=True)
    return STATUS.get(report.verdict, 1)


def remember(store: Store, report: Report) -> str | None:
    """Keep the report; what stands in the way is told after it, and does not cost it."""
    from grader.errors import UserError
    from grader.render.document import report_json

    try:
        file = str(Path(report.file).resolve())
        kept = report_json(report._replace(trace=None))
        store.record_grading(report.kata, file, report.verdict, kept)
    except UserError as error:
        return error.message
    return store.warning


def _show(report: Report, kata: Kata, file: Path, next_step: str) -> None:
    from grader.cli.screen import show, width
    from grader.render.report import report_lines

    source = file.read_bytes().decode("utf-8", "replace").splitlines()
    show(report_lines(report, kata.title, source, next_step, width()))


def _next_step(
    report: Report, root: Path, store: Store, asked: str | None, named: str | None
) -> str:
    """Return the command to type next: the same again until it passes, and then the next kata."""
    import shlex

    if report.verdict != "pass":
        words = ["kata", "grade", asked or str(report.number)]
        return shlex.join(words + (["--kata", named] if named is not None else []))
    from grader.content.katas import kata_names

    passed = {name for name, tried in store.attempts_by_kata().items() if tried.passed}
    open_ = [name for name in kata_names(root) if name not in passed and name != report.kata]
    later = [name for name in open_ if int(name.partition("_")[0]) > report.number]
    following = (later or open_)[:1]
    return f"kata start {following[0].partition('_')[0]}" if following else "kata quiz"

"""``kata grade``: what the learner's code does, and what is to be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.completing import KATA, KATA_OR_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from grader.cli.outputs import Outputs
    from grader.models import Report
    from grader.render.closing import Next
    from grader.store import Store


@click.command("grade")
@click.argument("kata_or_file", required=False, type=KATA_OR_FILE)
@click.option(
    "--kata",
    "named",
    type=KATA,
    metavar="KATA",
    help="The kata that a file of another name is for.",
)
@click.option("--all", "every", is_flag=True, help="Grade every kata whose file is in this folder.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON document.")
@click.option(
    "--timeline",
    is_flag=False,
    flag_value="",
    metavar="[FILE]",
    help="Draw what your threads did, beside the reference: here, or into an .html or .svg file.",
)
@click.option(
    "--trace",
    is_flag=False,
    flag_value="",
    metavar="[FILE]",
    help="Put every event into the JSON document; with a .json file, write a trace that Perfetto "
    "and speedscope open.",
)
@click.option("--junit", metavar="FILE", help="Write the report as JUnit XML too.")
@click.option("--gradescope", metavar="FILE", help="Write Gradescope's results.json too.")
@click.option(
    "--sandbox",
    type=click.Choice(["required", "auto", "off"]),
    default="off",
    show_default=True,
    help="Whether to run it in a sandbox, as somebody else's code should be.",
)
def grade(
    kata_or_file: str | None,
    named: str | None,
    every: bool,
    as_json: bool,
    timeline: str | None,
    trace: str | None,
    junit: str | None,
    gradescope: str | None,
    sandbox: str,
) -> int:
    """Run your code and check what it really did.

    Without an argument it grades the kata that was started last; else name a kata by its number
    or a file. Exit status: 0 pass, 1 fail, 2 wrong command, 3 inconclusive.
    """
    from grader.cli.outputs import Outputs, kata_and_outputs

    kata, timeline, trace, with_trace = kata_and_outputs(kata_or_file, timeline, trace)
    wanted = Outputs(as_json, with_trace, timeline, trace, junit, gradescope).checked()
    if not every:
        return _grade_one(kata, named, wanted, sandbox)
    from grader.cli.grade_all import grade_all

    if kata or named:
        raise click.UsageError("--all grades every kata here: name none, or leave --all out.")
    if wanted.pictured:
        raise click.UsageError("A picture is of one kata: name it, and leave --all out.")
    if sandbox != "off":
        raise click.UsageError("A sandbox is for one file here. For many: kata cohort grade FOLDER")
    return grade_all(wanted)


def _grade_one(asked: str | None, named: str | None, wanted: Outputs, sandbox: str) -> int:
    from grader.checking.grading import grade as grade_file
    from grader.cli.katas import misconceptions_of
    from grader.cli.outputs import give
    from grader.cli.place import kata_and_file, open_store
    from grader.cli.reporting import STATUS, remember, show_report
    from grader.cli.sandboxing import observing, sandboxing
    from grader.cli.status import working
    from grader.content.builtin import content_root

    root = content_root()
    with open_store() as store:
        kata, file = kata_and_file(root, asked, named, store)
        made = sandboxing(sandbox, kata)
        with working(f"Grading {file} …") as status, observing(kata, file, made) as observer:
            report = grade_file(
                kata,
                file,
                lambda: misconceptions_of(kata),
                observer=observer,
                with_trace=wanted.with_trace,
                with_pictures=wanted.pictured,
                on_check=status.step,
            )
        warning = remember(store, report)
        if wanted.as_json:
            _print_json(report)
        else:
            following = _next(report, root, store, asked, named)
            if wanted.timeline is not None:  # the whole run is what comes
                following = following._replace(timeline="")
            show_report(report, kata, file, following)
    give([report], wanted, [kata.title])
    if warning is not None:
        click.echo(warning, err=True)
    return STATUS.get(report.verdict, 1)


def _print_json(report: Report) -> None:
    from grader.render.document import report_json

    click.echo(report_json(report))


def _next(report: Report, root: Path, store: Store, asked: str | None, named: str | None) -> Next:
    """Return what to type next: the same again until it passes, and then the next kata."""
    import shlex

    from grader.cli.reporting import revision
    from grader.render.closing import Next

    if report.verdict == "pass":
        return Next(_after_a_pass(report, root, store))
    words = ["kata", "grade", asked or str(report.number)]
    again = shlex.join(words + (["--kata", named] if named is not None else []))
    # Whoever has passed it before gets no new hint.
    tried = store.attempts_by_kata().get(report.kata)
    hint = f"kata hint {report.number}" + (" --again" if tried and tried.passed else "")
    return Next(again, hint, f"{again} --timeline", *revision(report))


def _after_a_pass(report: Report, root: Path, store: Store) -> str:
    from grader.content.katas import kata_names
    from grader.guidance import next_kata, number_of

    passed = {name for name, tried in store.attempts_by_kata().items() if tried.passed}
    following = next_kata(kata_names(root), passed, report.kata)
    if following is None:
        return "kata quiz"
    begun = store.started_file(following)
    verb = "grade" if begun is not None and begun.exists() else "start"
    return f"kata {verb} {number_of(following)}"

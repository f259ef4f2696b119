"""``kata pack``: the commands for those who write katas and questions."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from click._termui_impl import ProgressBar

    from grader.checking.proof import Case, Outcome
    from grader.content.folders import PackFolder
    from grader.errors import Problem
    from grader.models import Misconception
    from grader.render.proof import Tally


@click.group("pack")
def pack() -> None:
    """Packs: katas and questions of your own."""


@pack.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--repeat", type=click.IntRange(min=1), default=1, show_default=True, metavar="N",
    help="Grade each program so many times, and print how often it came out otherwise.",
)  # fmt: skip
@click.option("--kata", "only", multiple=True, metavar="N", help="Only this kata; may be repeated.")
@click.option("--quick", is_flag=True, help="Of the mistakes, grade only one for each check.")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=None, metavar="N",
    help="Programs graded at the same time  [default: the CPUs that are here]",
)  # fmt: skip
def check(
    folder: Path | None, repeat: int, only: tuple[str, ...], quick: bool, jobs: int | None
) -> int:
    """Check a pack: its files, and every kata against its own programs.

    Without a folder, the content that comes with kata. Exit status: 0 all well, 1 problems.
    """
    from grader.content.builtin import content_root
    from grader.content.folders import open_pack
    from grader.observe.machine import usable_cpus

    if folder is None:
        click.echo("Checking what comes with kata; your own is: kata pack check FOLDER", err=True)
    found = open_pack(content_root() if folder is None else folder)
    linted = _lint(found, only, quick)
    run = _Run(linted.cases, linted.misconceptions, repeat, jobs or usable_cpus())
    outcomes = _prove(run)
    problems = [*linted.problems, *_contradictions(run, outcomes)]
    for problem in sorted(problems):
        click.echo(str(problem))
    _conclude(run, outcomes, linted, len(problems))
    return 1 if problems else 0


class _Linted(NamedTuple):
    problems: list[Problem]
    cases: list[Case]
    misconceptions: Mapping[str, Misconception]
    katas: int
    questions: int


class _Run(NamedTuple):
    cases: Sequence[Case]
    misconceptions: Mapping[str, Misconception]
    repeat: int
    jobs: int


def _lint(found: PackFolder, only: tuple[str, ...], quick: bool) -> _Linted:
    """Look at every file; a kata that can be read is run as well, whatever else is wrong."""
    from grader.checking.proof import cases, one_of_each
    from grader.content import katas
    from grader.content.lint import lint_kata
    from grader.content.packs import known_misconceptions, lint_questions
    from grader.errors import ContentError

    known = known_misconceptions(found.questions)
    problems, questions = lint_questions(found.questions, known)
    programs: list[Case] = []
    folders = _chosen(found, only)
    siblings = katas.siblings(found.katas)
    for each in folders:
        found_in = lint_kata(each, known, siblings)
        problems += found_in.problems
        if found_in.runnable:
            with suppress(ContentError):  # what cannot be read is among the problems
                kata = katas.load_kata(each)
                wrong = katas.mistakes(kata)
                wrong = one_of_each(wrong) if quick else wrong
                programs += cases(kata, katas.also_right(kata), wrong)
    return _Linted(problems, programs, known, len(folders), questions)


def _chosen(found: PackFolder, only: tuple[str, ...]) -> list[Path]:
    """Return the katas' folders that are asked for, all where none is named."""
    from grader.errors import UserError

    if not only:
        return [*found.katas]
    by_name = {name: each for each in found.katas for name in (each.name, each.name.split("_")[0])}
    for name in only:
        if name not in by_name:
            there = ", ".join(each.name for each in found.katas) or "none"
            raise UserError(f'There is no kata "{name}" here. There are: {there}.')
    return [each for each in found.katas if each in {by_name[name] for name in only}]


def _prove(run: _Run) -> list[list[Outcome]]:
    """Return what came of each case, as often as it was graded."""
    from functools import partial

    from grader.checking.proof import prove
    from grader.observe.workers import spread

    todo = [case for _ in range(run.repeat) for case in run.cases]
    outcomes: list[list[Outcome]] = [[] for _ in run.cases]
    work = partial(prove, misconceptions=run.misconceptions)
    with _bar(len(todo)) as bar:
        for position, outcome in spread(work, todo, run.jobs):
            outcomes[position % len(run.cases)].append(outcome)
            bar.update(1, todo[position])
    return outcomes


def _bar(length: int) -> ProgressBar[Case]:
    """Return a progress bar on standard error, which shows only where that is a terminal."""
    import io
    import sys

    shown = sys.stderr is not None and sys.stderr.isatty() and length > 1
    file = sys.stderr if shown else io.StringIO()
    return click.progressbar(
        length=length, label="Grading", file=file, item_show_func=_shown, width=24
    )


def _shown(case: Case | None) -> str:
    return f"{case.kata.number} {case.program.path.stem}" if case is not None else ""


def _contradictions(run: _Run, outcomes: list[list[Outcome]]) -> list[Problem]:
    """Return a problem for each program that did not come to what it must."""
    from grader.checking.proof import blamed_key
    from grader.content.programs import header_line
    from grader.errors import Problem

    problems = []
    for case, came in zip(run.cases, outcomes, strict=True):
        wrong = [outcome for outcome in came if outcome.shortfall is not None]
        if not wrong:
            continue
        told, count = Counter(str(outcome.shortfall) for outcome in wrong).most_common(1)[0]
        often = f" (in {count} of {len(came)} gradings)" if len(came) > 1 else ""
        key = blamed_key(case, wrong[0])
        line = header_line(case.program.path, key) if key is not None else 1
        problems.append(Problem(str(case.program.path), line, 1, told + often))
    return problems


def _conclude(run: _Run, outcomes: list[list[Outcome]], linted: _Linted, problems: int) -> None:
    from grader.cli.screen import show
    from grader.render.proof import closing, table

    if run.repeat > 1:
        katas = [case.kata.name for case in run.cases]
        rows = {
            name: _tally(name, [o for o, k in zip(outcomes, katas, strict=True) if k == name])
            for name in katas
        }
        programs = [
            _tally(f"{case.kata.number} {case.program.path.stem}", [came])
            for case, came in zip(run.cases, outcomes, strict=True)
        ]
        show(table(list(rows.values()), [each for each in programs if each.wrong]))
    show([closing(linted.katas, len(run.cases), linted.questions, problems)])


def _tally(name: str, outcomes: list[list[Outcome]]) -> Tally:
    from grader.render.proof import Tally

    came = [outcome for each in outcomes for outcome in each]
    wrong = [outcome for outcome in came if outcome.shortfall is not None]
    undecided = [outcome for outcome in wrong if outcome.verdict == "inconclusive"]
    return Tally(name, len(outcomes), len(came), len(wrong), len(undecided))

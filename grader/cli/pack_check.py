"""``kata pack check``: hold a pack against its format, and its katas against their programs."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from grader.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.checking.proof import Case, Outcome
    from grader.content.folders import PackFolder
    from grader.content.packs import Placed
    from grader.errors import Problem
    from grader.models import Misconception
    from grader.render.proof import Programs, Tally


@click.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--repeat", type=click.IntRange(min=1), default=1, show_default=True, metavar="N",
    help="Grade each program so many times, and print how often it came out otherwise.",
)  # fmt: skip
@click.option("--kata", "only", multiple=True, metavar="N", help="Only this kata; may be repeated.")
@click.option(
    "--question", "questions", multiple=True, metavar="ID",
    help="Only this question's program; may be repeated.",
)  # fmt: skip
@click.option(
    "--quick", is_flag=True,
    help="Grade only one mistake for each check, and run questions' programs on one Python each.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(min=1), default=None, metavar="N",
    help="Programs graded at the same time  [default: the CPUs that are here]",
)  # fmt: skip
@click.option("--trust", is_flag=True, help="Trust the code in the folder: run it, and do not ask.")
def check(
    folder: Path | None,
    repeat: int,
    only: tuple[str, ...],
    questions: tuple[str, ...],
    quick: bool,
    jobs: int | None,
    trust: bool,
) -> int:
    """Check a pack: its files, its katas, its questions.

    Every kata is held against its own programs, and what questions claim of code against runs.
    The programs of questions run on every Python from 3.11 on that is here. With --kata or
    --question, or for a kata's own folder, nothing else is run.

    Without a folder, the content that comes with kata. Exit status: 0 all well, 1 problems, 2 its
    code is not trusted and was not run.
    """
    from grader.cli.pack_verify import chosen, verify_questions
    from grader.cli.packing import refuse_file
    from grader.cli.trusting import may_check
    from grader.content.builtin import content_root
    from grader.content.folders import open_pack
    from grader.observe.machine import usable_cpus

    if folder is None:
        click.echo("Checking what comes with kata; your own is: kata pack check FOLDER", err=True)
    else:
        refuse_file(folder, "pack", "check")
    found = open_pack(content_root() if folder is None else folder)
    linted = _lint(found, only if only or not questions else None, quick)
    katas_only = bool(only) or (folder is not None and (folder / "kata.yaml").is_file())
    placed = [] if katas_only and not questions else chosen(linted.placed, questions)
    if folder is not None and not may_check(folder, linted.problems, trust):
        return UserError.exit_status
    run = _Run(linted.cases, linted.misconceptions, repeat, jobs or usable_cpus())
    outcomes = _prove(run)
    verified = verify_questions(placed, quick=quick, jobs=run.jobs)
    problems = [*linted.problems, *_contradictions(run, outcomes), *verified.problems]
    for problem in sorted(problems):
        click.echo(str(problem))
    _conclude(run, outcomes, linted, verified.programs, len(problems))
    return 1 if problems else 0


class _Linted(NamedTuple):
    problems: list[Problem]
    cases: list[Case]
    misconceptions: Mapping[str, Misconception]
    katas: int
    placed: Sequence[Placed]
    """The questions in which nothing is wrong."""


class _Run(NamedTuple):
    cases: Sequence[Case]
    misconceptions: Mapping[str, Misconception]
    repeat: int
    jobs: int


def _lint(found: PackFolder, only: tuple[str, ...] | None, quick: bool) -> _Linted:
    """Look at every file; a kata that can be read is run as well, whatever else is wrong.

    ``only`` names the katas that are meant, all where it is empty, and none where it is None.
    """
    from grader.checking.proof import cases, one_of_each
    from grader.content import katas
    from grader.content.lint import lint_kata
    from grader.content.packs import Contents, known_misconceptions, read_pack
    from grader.content.question_lint import lint_questions
    from grader.errors import ContentError

    known = known_misconceptions(found.questions)
    contents = read_pack(found.questions, known) if found.questions else Contents(None, [], [])
    numbers = {katas.number_of(name) for name in katas.siblings(found.katas)}
    problems = [*contents.problems, *lint_questions(contents.placed, numbers)]
    programs: list[Case] = []
    folders = [] if only is None else _chosen(found, only)
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
    return _Linted(problems, programs, known, len(folders), contents.placed)


def _chosen(found: PackFolder, only: tuple[str, ...]) -> list[Path]:
    """Return the katas' folders that are asked for, all where none is named."""
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
    from grader.cli.screen import progress
    from grader.observe.workers import spread

    todo = [case for _ in range(run.repeat) for case in run.cases]
    outcomes: list[list[Outcome]] = [[] for _ in run.cases]
    work = partial(prove, misconceptions=run.misconceptions)
    with progress("Grading", len(todo), _shown) as bar:
        for position, outcome in spread(work, todo, run.jobs):
            outcomes[position % len(run.cases)].append(outcome)
            bar.update(1, todo[position])
    return outcomes


def _shown(case: Case) -> str:
    return f"{case.kata.number} {case.program.path.stem}"


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


def _conclude(
    run: _Run,
    outcomes: list[list[Outcome]],
    linted: _Linted,
    verified: Programs,
    problems: int,
) -> None:
    from grader.cli.screen import show, width
    from grader.render.proof import closing, not_run_lines, table

    if run.repeat > 1:
        katas = [case.kata.name for case in run.cases]
        rows = {
            name: _tally(name, [o for o, k in zip(outcomes, katas, strict=True) if k == name])
            for name in katas
        }
        programs = [
            _tally(_shown(case), [came]) for case, came in zip(run.cases, outcomes, strict=True)
        ]
        show(table(list(rows.values()), [each for each in programs if each.wrong]))
    show(not_run_lines(verified, width()))
    show([closing(linted.katas, len(run.cases), len(linted.placed), problems, verified)])


def _tally(name: str, outcomes: list[list[Outcome]]) -> Tally:
    from grader.render.proof import Tally

    came = [outcome for each in outcomes for outcome in each]
    wrong = [outcome for outcome in came if outcome.shortfall is not None]
    undecided = [outcome for outcome in wrong if outcome.verdict == "inconclusive"]
    return Tally(name, len(outcomes), len(came), len(wrong), len(undecided))

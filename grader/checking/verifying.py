"""Running a question's code under all the conditions that it names, and judging what came."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from grader.checking.claims import (
    Contradiction,
    Expected,
    Run,
    contradictions,
    expected_of,
    unseen,
)
from grader.models import Limits
from grader.observe.following import End
from grader.observe.interpreters import Interpreter
from grader.observe.scripts import LIMITS, Conditions, Ran, ScriptRunner
from grader.question import Experiment, Output, Premise, Question, Says

RunProgram = Callable[[Interpreter, str, Conditions, Limits], Ran]

_SCHEDULES = 2
"""Interleaved runs for each plain one: each takes another way, and a fault shows in some only."""
_HAS_THREADS = re.compile(r"\b(threading|_thread|ThreadPool\w*)\b")
_MOST_SEEDS = 50
"""Runs on one Python in which something that is called possible may show by interleaving."""
_MOST_RUNS = 200
"""Runs of one question on one Python; most ask for nine, and someone waits for them."""


class NotRun(StrEnum):
    """Why the runs say nothing of a question."""

    UNVERIFIED = "unverified"
    """Its author says that no run can tell."""
    ELSEWHERE = "elsewhere"
    """Its premise holds on none of the Pythons."""
    TOO_OFTEN = "too often"
    """It asks for more runs than anyone would wait for."""
    STARVED = "starved"
    """Some run had no chance to come to an end."""


class Verified(NamedTuple):
    """What came of running a question's code."""

    contradictions: tuple[Contradiction, ...] = ()
    pythons: tuple[str, ...] = ()
    """Names of the Pythons on which it ran."""
    runs: int = 0
    not_run: NotRun | None = None


def verify_alone(todo: tuple[Question, Sequence[Interpreter]]) -> Verified:
    """Verify a question on these Pythons, with a runner of its own."""
    question, pythons = todo
    with ScriptRunner() as runner:
        return verify(question, pythons, runner.run)


def verify(question: Question, pythons: Sequence[Interpreter], run: RunProgram) -> Verified:
    """Run a question's code, and hold against the runs what is claimed of it or implied.

    The question has code and claims, as `content` sees to.
    """
    experiment = question.experiment or Experiment()
    if experiment.unverified is not None:
        return Verified(not_run=NotRun.UNVERIFIED)
    expected = expected_of(question)
    experiment = experiment._replace(interleaved=is_interleaved(question, expected))
    question = question._replace(experiment=experiment)
    fitting = [
        python
        for python in pythons
        if fits(question.premise, python) and _plain(experiment, question.premise, python)
    ]
    if not fitting:
        return Verified(not_run=NotRun.ELSEWHERE)
    most = max(len(conditions_of(experiment, question.premise, each)) for each in fitting)
    if most > _MOST_RUNS:
        return Verified((Contradiction(("verify",), _too_often(most)),), not_run=NotRun.TOO_OFTEN)
    runs = _runs(question, expected, fitting, run)
    starved = any(each.ran.end is End.UNKNOWN for each in runs)
    return Verified(
        tuple(contradictions(question, expected, runs)),
        tuple(dict.fromkeys(each.python.name for each in runs)),
        len(runs),
        NotRun.STARVED if starved else None,
    )


def _too_often(runs: int) -> str:
    advice = "write fewer runs, start_methods or switch_intervals"
    return f"it asks for {runs:,} runs on each Python, and {_MOST_RUNS} are the most; {advice}"


def _runs(
    question: Question,
    expected: Sequence[Expected],
    pythons: Sequence[Interpreter],
    run: RunProgram,
) -> list[Run]:
    experiment, premise = question.experiment or Experiment(), question.premise
    limits = LIMITS._replace(seconds=experiment.seconds, cpu_seconds=4 * experiment.seconds + 5)
    done: list[Run] = []
    only_possible = all(each.claim.says is Says.POSSIBLE for each in expected)
    enough = only_possible and not isinstance(question.body, Output)
    for python in pythons:
        for number, conditions in enumerate(conditions_of(experiment, premise, python)):
            if enough and number and not unseen(question, expected, done):
                break  # one run on each Python, and nothing more can be learnt
            ran = run(python, question.code or "", conditions, limits)
            done.append(Run(python, conditions, ran))
    for python, source, conditions in _more(question, experiment, pythons):
        if not unseen(question, expected, done):
            break
        ran = run(python, source, conditions, limits)
        done.append(Run(python, conditions, ran, witness=source == experiment.witness))
    return done


def is_interleaved(question: Question, expected: Sequence[Expected]) -> bool:
    """Whether threads are to be switched anywhere: as the author says, else where it may matter.

    What is claimed of every run must hold whenever the threads take turns, and a plain run of a
    short program hardly ever shows it.
    """
    asked = question.experiment.interleaved if question.experiment is not None else None
    if asked is not None:
        return asked
    of_every_run = any(each.claim.says is not Says.POSSIBLE for each in expected)
    return of_every_run and _HAS_THREADS.search(question.code or "") is not None


def conditions_of(
    experiment: Experiment, premise: Premise, python: Interpreter
) -> list[Conditions]:
    """Return the conditions of each run on one Python, as often as each is to be run."""
    plain = _plain(experiment, premise, python)
    found = [each for each in plain for _ in range(experiment.runs)]
    if experiment.interleaved:
        seeds = range(1, _SCHEDULES * experiment.runs + 1)
        found += [each._replace(seed=seed) for each in plain for seed in seeds]
    return found


def _plain(experiment: Experiment, premise: Premise, python: Interpreter) -> list[Conditions]:
    methods: Sequence[str | None] = experiment.start_methods or (None,)
    if premise.start_method is not None:
        methods = (premise.start_method,)
    there = [method for method in methods if method is None or method in python.start_methods]
    intervals: Sequence[float | None] = experiment.switch_intervals or (None,)
    return [Conditions(method, interval) for method in there for interval in intervals]


def _more(
    question: Question, experiment: Experiment, pythons: Sequence[Interpreter]
) -> Iterator[tuple[Interpreter, str, Conditions]]:
    """Yield further runs in which what is possible may show: the witness, then other seeds."""
    plain = {python: _plain(experiment, question.premise, python) for python in pythons}
    if experiment.witness is not None:
        for python in pythons:
            for each in plain[python]:
                yield from [(python, experiment.witness, each)] * experiment.runs
    if experiment.interleaved:
        for seed in range(_SCHEDULES * experiment.runs + 1, _MOST_SEEDS + 1):
            for python in pythons:
                for each in plain[python]:
                    yield python, question.code or "", each._replace(seed=seed)


def one_of(
    premise: Premise, pythons: Sequence[Interpreter], running: Interpreter
) -> list[Interpreter]:
    """Return one Python on which the premise holds, the running one if it can be; else none."""
    fitting = [python for python in pythons if fits(premise, python)]
    return [running] if running in fitting else fitting[-1:]


def fits(premise: Premise, python: Interpreter) -> bool:
    """Whether a question's answer is meant to hold on this Python."""
    version = python.version[:2]
    return (
        (premise.since is None or version >= premise.since)
        and (premise.before is None or version < premise.before)
        and (premise.gil is None or premise.gil is python.gil)
        and (not premise.platforms or python.platform in premise.platforms)
        and (premise.start_method is None or premise.start_method in python.start_methods)
    )

"""Whether verdicts are right, idle and beside eight CPU hogs, and what a clock would have said.

Run by hand, on a machine that is quiet otherwise:

    python tests/bench/verdicts.py [--idle 100] [--busy 25] [--hogs 8] [--kata N ...]

For each of katas 3, 4, 5 and 8 it grades right programs (the solution and the other right idioms,
in turn) and wrong ones (the mistakes, in turn): ``--idle`` gradings for each row on the quiet
machine, ``--busy`` for each beside the hogs. In the same run it asks the plain clock: the
learner's function and the same calls in a plain loop are each timed once, and the quotient is held
against a threshold, as a test with two clock readings does. The table is in Markdown;
docs/measurements.md keeps the last one.
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from hogs import hogs

from grader.checking.grading import grade
from grader.content.builtin import content_root
from grader.content.katas import also_right, find_kata, mistakes
from grader.content.packs import load_misconceptions
from grader.models import Kata, Program
from grader.observe.observation import Ending
from grader.observe.observer import Observer
from grader.observe.request import Job, Request, Task

ROOT = content_root()
MISCONCEPTIONS = load_misconceptions(ROOT / "questions")


class Timed(NamedTuple):
    """What a test with two clock readings would do for a kata."""

    arguments: tuple[Any, ...]
    """Those of the learner's function; the task comes first."""
    items: int
    """How many calls of the task that makes."""
    threshold: float


def _timed(kata: Kata) -> Timed:
    waits = Task(seconds=0.05, returns=tuple((n, n) for n in range(8)))
    computes = Task(cpu_seconds=0.05, returns=tuple((n, n) for n in range(8)))
    return {
        3: Timed((waits, 4), 8, 1.5),
        4: Timed((waits, list(range(8))), 8, 3.0),
        5: Timed((computes, list(range(8))), 8, 1.3),
        8: Timed((computes, list(range(8))), 8, 1.3),
    }[kata.number]


def clock_says(kata: Kata, file: Path) -> str:
    """Return the verdict of two clock readings."""
    timed = _timed(kata)
    task = timed.arguments[0]
    with Observer(file, kata.name) as observer:
        loop = Request(("loop",), (task, list(range(timed.items))), job=Job.SERIAL)
        own = Request(kata.functions, timed.arguments)
        runs = [observer.observe(request, kata.limits) for request in (loop, own)]
    if any(run.ending is not Ending.RETURNED for run in runs):
        return "fail"
    serial, mine = (run.trace.over.time_ns - run.trace.of("call")[-1].time_ns for run in runs)
    return "pass" if serial / mine >= timed.threshold else "fail"


def row(
    kata: Kata, programs: list[Program], first: int, times: int
) -> tuple[Counter[str], Counter[str]]:
    """Grade so many times, the programs in turn; return the verdicts, and those of the clock."""
    ours: Counter[str] = Counter()
    clocks: Counter[str] = Counter()
    for program in itertools.islice(itertools.cycle(programs), first, first + times):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / (program.saved_as or f"{kata.name}.py")
            shutil.copy(program.path, file)
            verdict = str(grade(kata, file, lambda: MISCONCEPTIONS).verdict)
            ours[verdict if verdict in ("pass", "inconclusive") else "fail"] += 1
            clocks[clock_says(kata, file)] += 1
            wrong = "mistakes" in program.path.parts
            if verdict == "inconclusive" or (verdict == "pass") is wrong:
                print(f"{program.path.parent.name}/{program.path.stem}: {verdict}", file=sys.stderr)
    return ours, clocks


HEAD = """\
| kata | programs | machine | gradings | pass | fail | inconclusive | clock: pass | clock: fail |
|---|---|---|---|---|---|---|---|---|"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--idle", type=int, default=100)
    parser.add_argument("--busy", type=int, default=25)
    parser.add_argument("--hogs", type=int, default=8)
    parser.add_argument("--first", type=int, default=0, help="skip so many programs of each list")
    parser.add_argument("--kata", action="append", default=[])
    asked = parser.parse_args()
    katas = [find_kata(ROOT, number) for number in asked.kata or (3, 4, 5, 8)]
    begun, total = time.monotonic(), 0
    print(HEAD, flush=True)
    for kata in katas:
        right = [Program(kata.folder / "solution.py"), *also_right(kata)]
        for count, (kind, programs) in itertools.product(
            (0, asked.hogs), (("right", right), ("wrong", mistakes(kata)))
        ):
            times = asked.busy if count else asked.idle
            if not times:
                continue
            with hogs(count):
                ours, clocks = row(kata, programs, asked.first, times)
            machine = f"{count} hogs" if count else "idle"
            figures = [times, ours["pass"], ours["fail"], ours["inconclusive"]]
            figures += [clocks["pass"], clocks["fail"]]
            cells = [kata.number, kind, machine, *figures]
            print("|", " | ".join(map(str, cells)), "|", flush=True)
            total += times
    minutes = (time.monotonic() - begun) / 60
    cpus = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(
        f"\n{total} gradings, Python {platform.python_version()}, {cpus} CPUs, {minutes:.0f} min."
    )


if __name__ == "__main__":
    main()

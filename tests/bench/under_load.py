"""Whether verdicts hold on a busy machine: programs graded again and again beside CPU hogs.

Run by hand, from an environment that the package is installed in:

    python tests/bench/under_load.py [--times 50] [--hogs 8] [--kata N ...] [--all]

For each kata: the starter, the solution, and some right and wrong programs (all, with --all). Each
is graded once on the quiet machine and then so many times beside the hogs; a row tells how often
the verdict, or the set of failed checks and misconceptions, was another. The last line counts them.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from grader.checking.grading import grade
from grader.content.builtin import content_root
from grader.content.katas import also_right, find_kata, mistakes
from grader.content.packs import load_misconceptions
from grader.models import Kata, Report

ROOT = content_root()
MISCONCEPTIONS = load_misconceptions(ROOT / "questions")
USUAL = {
    1: [
        "no_join",
        "calls_func",
        "join_with_timeout",
        "spins_until_dead",
        "subclass_with_run",
        "join_until_dead",
        "import_as",
    ],
    6: [
        "no_comma",
        "lambda_in_a_loop",
        "no_join",
        "joins_in_the_start_loop",
        "subclass_stores_value",
        "args_as_list",
        "wrapper_with_kwargs",
    ],
    8: [
        "one_worker",
        "in_order_of_completion",
        "never_closed",
        "no_main_guard",
        "explicit_context",
        "shutdown_in_finally",
        "partial_of_helper",
    ],
}
Outcome = tuple[str, tuple[tuple[str, str, str | None], ...]]


@contextlib.contextmanager
def hogs(count: int) -> Iterator[None]:
    """Keep so many processes busy."""
    started = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for hog in started:
            hog.kill()
            hog.wait()


def programs(kata: Kata, everything: bool) -> list[tuple[Path, str]]:
    """Return each program with the file name that a learner gives it."""
    own = f"{kata.name}.py"
    beside = [*also_right(kata), *mistakes(kata)]
    chosen = [p for p in beside if everything or p.path.stem in USUAL.get(kata.number, ())]
    first = [(kata.folder / "starter.py", own), (kata.folder / "solution.py", own)]
    return first + [(p.path, p.saved_as or own) for p in chosen]


def outcome(report: Report) -> Outcome:
    """Return what must not change from one grading to the next."""
    failed = [check for check in report.checks if check.verdict != "pass"]
    return report.verdict, tuple((c.id, c.verdict, c.misconception) for c in failed)


def graded(kata: Kata, program: Path, name: str) -> Outcome:
    """Grade a program in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        shutil.copy(program, file)
        return outcome(grade(kata, file, lambda: MISCONCEPTIONS))


def main() -> None:
    """Grade every program, and print a row for each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--hogs", type=int, default=8)
    parser.add_argument("--kata", action="append", default=[])
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    katas = [find_kata(ROOT, number) for number in asked.kata or USUAL]
    todo = [(kata, *program) for kata in katas for program in programs(kata, asked.all)]
    quiet = {path: graded(kata, path, name) for kata, path, name in todo}
    changed = total = 0
    begun = time.monotonic()
    with hogs(asked.hogs):
        for kata, path, name in todo:
            seen = Counter(graded(kata, path, name) for _ in range(asked.times))
            others = {each: n for each, n in seen.items() if each != quiet[path]}
            changed += sum(others.values())
            total += asked.times
            label = f"{kata.number} {path.parent.name}/{path.stem}"
            print(f"{label:60} {quiet[path][0]:8} changed {sum(others.values())}", flush=True)
            for each, count in others.items():
                print(f"    {count} times {each}\n    and not {quiet[path]}", flush=True)
    minutes = (time.monotonic() - begun) / 60
    load = os.getloadavg()[0]
    python = sys.version.split()[0]
    print(f"Python {python}, {asked.hogs} hogs, load {load:.0f}, {minutes:.0f} minutes:")
    print(f"{changed} of {total} gradings changed")


if __name__ == "__main__":
    main()

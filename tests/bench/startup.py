"""How long `kata grade 6` and `kata --help` take, against plain pytest and a bare click program.

Run by hand, from an environment that the package is installed in, on a machine that is quiet:

    python tests/bench/startup.py [ROUNDS]

Whole processes are timed in turn, in one run; the table shows medians and ratios. Nothing is
asserted: these are measurements, and the goals stand beside them.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
NAME = "6_thread_with_args"
PLAIN_TESTS = f"""\
import importlib
kata = importlib.import_module("{NAME}")

def test_run_with_arg():
    got = []
    kata.run_with_arg(got.append, "users.csv")
    assert got == ["users.csv"]

def test_run_each():
    got = []
    kata.run_each(got.append, ["a", "b", "c"])
    assert sorted(got) == ["a", "b", "c"]
"""
BARE_CLICK = """\
import click

@click.group()
def main():
    pass

@main.command()
def hello():
    pass

main()
"""


def commands(folder: Path) -> dict[str, list[str]]:
    """Return what is timed, by name."""
    kata = str(Path(sys.executable).with_name("kata"))
    return {
        "plain pytest, two tests": [sys.executable, "-m", "pytest", "-q", "test_plain.py"],
        "kata grade 6": [kata, "grade", "6"],
        "bare click --help": [sys.executable, "bare.py", "--help"],
        "kata --help": [kata, "--help"],
        "python -c pass": [sys.executable, "-c", "pass"],
    }


def prepare(folder: Path) -> dict[str, str]:
    """Write what the commands need; return their environment."""
    shutil.copy(REPOSITORY / "katas" / NAME / "solution.py", folder / f"{NAME}.py")
    (folder / "test_plain.py").write_text(PLAIN_TESTS)
    (folder / "bare.py").write_text(BARE_CLICK)
    return {**os.environ, "KATA_HOME": str(folder / "home")}


def timed(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    """Return the seconds that a command takes as a whole process."""
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return time.perf_counter() - begun


def main() -> None:
    """Time every command in turn, and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = prepare(folder)
        asked = commands(folder)
        times: dict[str, list[float]] = {label: [] for label in asked}
        for round_ in range(rounds + 1):
            for label, command in asked.items():
                seconds = timed(command, folder, environment)
                if round_ > 0:  # the first round fills the caches
                    times[label].append(seconds)
    medians = {label: statistics.median(seconds) for label, seconds in times.items()}
    load = os.getloadavg()[0]
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, load {load:.1f}")
    for label, median in medians.items():
        print(f"{median * 1000:7.0f} ms  {label}")
    grade = medians["kata grade 6"] / medians["plain pytest, two tests"]
    help_ = medians["kata --help"] / medians["bare click --help"]
    print(f"{grade:7.2f}     kata grade 6 / plain pytest (goal: at most 1.5)")
    print(f"{help_:7.2f}     kata --help / bare click (goal: at most 1.5)")


if __name__ == "__main__":
    main()

"""How a class's size tells on time and memory: ``python tests/bench/cohort_size.py [N ...]``.

For each N (200 and 5,000 where none is given), as many submissions of kata 1, each a file of its
own, right and wrong in turn, are graded in sandboxes. Printed are the seconds for each hundred, and
the most memory (the unique part, USS) that the grader and any of its workers had: a tenth of the
way, and in all.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from grader.content.builtin import content_root

KATA = content_root() / "katas" / "1_threading_basic"
PROGRAM = "from grader.cli.main import run; run()"


def hand_in(folder: Path, count: int) -> None:
    for number in range(count):
        learner = folder / f"learner-{number:05}"
        learner.mkdir(parents=True)
        source = KATA / ("solution.py" if number % 2 else "starter.py")
        text = f"{source.read_text('utf-8')}\n# {learner.name}\n"
        (learner / f"{KATA.name}.py").write_text(text, "utf-8")


def memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().uss)
    except psutil.Error:
        return 0


def measured(count: int) -> None:
    with tempfile.TemporaryDirectory() as root:
        folder, out = Path(root) / "class", Path(root) / "out"
        hand_in(folder, count)
        command = [sys.executable, "-P", "-c", PROGRAM, "cohort", "grade", str(folder)]
        begun = time.perf_counter()
        running = subprocess.Popen(
            [*command, "--out", str(out)],
            env={**os.environ, "KATA_HOME": str(Path(root) / "home")},
            stdout=subprocess.DEVNULL,
        )
        grader = psutil.Process(running.pid)
        samples: list[tuple[float, int, int]] = []
        while running.poll() is None:
            workers = [memory(child) for child in grader.children()]
            samples.append((time.perf_counter(), memory(grader), max(workers, default=0)))
            time.sleep(0.5)
        seconds = time.perf_counter() - begun
    early = [each for each in samples if each[0] - begun < max(5.0, seconds / 10)]
    told = [
        f"{max(each[place] for each in part) / 2**20:5.0f} MiB"
        for place in (1, 2)
        for part in (early, samples)
    ]
    print(
        f"{count:5}  {100 * seconds / count:6.2f} s a hundred   "
        f"grader {told[0]} early, {told[1]} in all   a worker {told[2]} early, {told[3]} in all",
        flush=True,
    )


def main() -> None:
    print(f"Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}")
    for count in map(int, sys.argv[1:] or ("200", "5000")):
        measured(count)


if __name__ == "__main__":
    main()

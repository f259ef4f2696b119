"""How fast a class is graded, with the sandbox and without: ``python tests/bench/cohort.py [N]``.

N submissions of katas 1, 4, 6, 7 and 8, half of them right; medians of the rates of three runs,
each in turn. Every submission is a file of its own; "copies" are the same programs byte for byte,
of which each is graded once. Beside it stand a Dask cluster with two workers on this machine, and
pytest alone, which runs one trivial test in a fresh Python for each submission, two at a time.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from acceptance import cluster

from grader.content.builtin import content_root

KATAS = [
    folder for folder in sorted((content_root() / "katas").iterdir()) if folder.name[0] in "14678"
]
PROGRAM = "from grader.cli.main import run; run()"


def hand_in(folder: Path, count: int, *, alike: bool = False) -> None:
    """Write submissions, in turn right and wrong, of one kata after another.

    Each is a file of its own, by a comment, unless they are to be ``alike``.
    """
    for number in range(count):
        kata = KATAS[number % len(KATAS)]
        right = number // len(KATAS) % 2 == 0
        wrong = sorted((kata / "mistakes").glob("*.py"))
        source = kata / "solution.py" if right else wrong[number % len(wrong)]
        learner = folder / f"learner-{number:05}"
        learner.mkdir(parents=True)
        signed = "" if alike else f"\n# {learner.name}\n"
        text = source.read_text("utf-8") + signed
        (learner / f"{kata.name}.py").write_text(text, "utf-8")


def seconds_of(folder: Path, out: Path, *options: str) -> float:
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-P", "-c", PROGRAM, "cohort", "grade", str(folder)]
    environment = {**os.environ, "KATA_HOME": str(out.parent / "home")}
    begun = time.perf_counter()
    subprocess.run(
        [*command, "--out", str(out), *options],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - begun


def seconds_of_pytest(folder: Path, count: int) -> float:
    """One test of one assertion, in a fresh pytest for each submission."""
    test = folder / "test_trivial.py"
    test.write_text("def test_trivial():\n    assert 1 + 1 == 2\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test)]

    def once(_: int) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    begun = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(once, range(count)))
    return time.perf_counter() - begun


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    rates: dict[str, list[float]] = {
        "sandbox": [],
        "copies": [],
        "no sandbox": [],
        "Dask": [],
        "plain pytest": [],
    }
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "class"
        hand_in(folder, count)
        copies = Path(root) / "copies"
        hand_in(copies, count, alike=True)
        for _ in range(rounds):
            with cluster(Path(root)) as (address, _worker):
                dask = seconds_of(folder, Path(root) / "out", "--scheduler", address)
            rates["Dask"].append(count / dask)
            rates["sandbox"].append(count / seconds_of(folder, Path(root) / "out"))
            rates["copies"].append(count / seconds_of(copies, Path(root) / "out"))
            off = seconds_of(folder, Path(root) / "out", "--sandbox", "off")
            rates["no sandbox"].append(count / off)
            rates["plain pytest"].append(40 / seconds_of_pytest(Path(root), 40))
    for name, found in rates.items():
        told = ", ".join(f"{rate:.1f}" for rate in found)
        print(f"{name:12}  {statistics.median(found):6.1f} a second  ({told})")
    # On two cores; other work of theirs is the same in both.
    cost = 1 / statistics.median(rates["sandbox"]) - 1 / statistics.median(rates["no sandbox"])
    print(f"the sandbox costs {2 * cost * 1000:.0f} ms of a CPU for each submission")
    print(f"load: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()

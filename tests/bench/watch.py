"""How long it takes from a save to the verdict on the screen, while `kata watch` runs.

Run by hand, from an environment that the package is installed in, on a machine that is quiet:

    python tests/bench/watch.py [ROUNDS] [KATA ...]

A real terminal (a pty) is read. The clock runs from the write of the file to the last line of the
report; right and wrong programs are saved in turn. Beside it, `kata grade` of the same file as a
whole process.
"""

from __future__ import annotations

import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.content.builtin import content_root

GOAL = 0.2
FOOTER = b"q quit"


def until(terminal: int, mark: bytes, seconds: float = 60.0) -> None:
    """Read the terminal until the mark is there."""
    seen = b""
    end = time.monotonic() + seconds
    while mark not in seen:
        if not select.select([terminal], [], [], max(0.0, end - time.monotonic()))[0]:
            raise SystemExit(f"nothing came; the screen holds {seen[-500:]!r}")
        seen += os.read(terminal, 65536)


def measured(number: int, rounds: int) -> tuple[list[float], list[float]]:
    """Return the seconds from save to verdict, and those of `kata grade`."""
    folder = next(content_root().glob(f"katas/{number}_*"))
    sources = [(folder / name).read_bytes() for name in ("starter.py", "solution.py")]
    kata = str(Path(sys.executable).with_name("kata"))
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, f"{folder.name}.py")
        file.write_bytes(sources[0])
        environment = {**os.environ, "KATA_HOME": f"{place}/home", "TERM": "xterm"}
        ours, theirs = pty.openpty()
        watching = subprocess.Popen(
            [kata, "watch", str(number)],
            cwd=place, env=environment, stdin=theirs, stdout=theirs, stderr=theirs,
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        until(ours, FOOTER)
        saves, whole = [], []
        for round_ in range(2 * rounds):
            time.sleep(0.3)  # as long as a quick typist; nothing of the last round goes on
            begun = time.perf_counter()
            file.write_bytes(sources[1 - round_ % 2])
            until(ours, FOOTER)
            if round_ % 2 == 0:  # the solution: every check runs to its end
                saves.append(time.perf_counter() - begun)
                begun = time.perf_counter()
                command = [kata, "grade", str(number)]
                subprocess.run(command, cwd=place, env=environment, capture_output=True, check=True)
                whole.append(time.perf_counter() - begun)
        os.write(ours, b"q")
        watching.wait(10)
        os.close(ours)
    return saves, whole


def main() -> None:
    """Measure every kata, and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    numbers = [int(word) for word in sys.argv[2:]] or range(1, 9)
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, load {os.getloadavg()[0]:.1f}")
    print("kata  save to verdict (median, most)  kata grade  ratio")
    for number in numbers:
        saves, whole = measured(number, rounds)
        median, most = statistics.median(saves), max(saves)
        grade = statistics.median(whole)
        met = "" if median <= GOAL else f"  above the goal of {GOAL * 1000:.0f} ms"
        print(
            f"{number:4}  {median * 1000:10.0f} ms {most * 1000:10.0f} ms"
            f"  {grade * 1000:13.0f} ms  {median / grade:.2f}{met}"
        )


if __name__ == "__main__":
    main()

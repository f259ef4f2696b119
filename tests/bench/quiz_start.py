"""How soon `kata quiz` shows its first question, against a bare click program that imports PyYAML.

Run by hand, from an environment that the package is installed in, on a machine that is quiet:

    python tests/bench/quiz_start.py [ROUNDS]

Processes are timed in turn, in one run, from their start until the question waits for its answer:
with the built-in questions, and with a pack of 5,000 besides. The table shows medians and ratios,
and how long the very first start takes, which has to read all questions. Nothing is asserted:
these are measurements, and the goals stand beside them.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOPICS, QUESTIONS = 20, 250
SHOWN = re.compile(rb"Question 1 of 10.* \Z", re.DOTALL)
"""What stands on the screen when the first question waits for its answer."""
BARE = """\
import click
import yaml

@click.command()
def main():
    click.echo("Question 1 of 10\\nWhat does t.join() return?\\nYour answer: ", nl=False)

main()
"""
PACK = "format: 1\nid: large\ntitle: A large pack\n"
QUESTION = """\
  - id: question-{topic}-{number}
    rev: 1
    type: single
    level: {level}
    prompt: >-
      Question {number} of topic {topic}. Two threads add to one number, a thousand times each, and
      the program prints the number when both have been joined. What can it print?
    code: |
      import threading

      n = 0

      def add():
          global n
          for _ in range(1000):
              n += 1

      threads = [threading.Thread(target=add) for _ in range(2)]
      for t in threads:
          t.start()
      for t in threads:
          t.join()
      print(n)  # {number}
    verify:
      unverified: It is only measured how fast it is found.
    answer: less
    options:
      - id: two
        text: Always 2000, as each thread holds the GIL while it adds
        why: The GIL may be handed over between reading the number and writing it back.
      - id: less
        text: 2000, or a smaller number
      - id: more
        text: 2000, or a larger number
        why: An addition can be lost, and none is made twice.
    explanation: >-
      Adding is reading, adding and writing back. A thread that is interrupted between these
      writes back a number that the other has left behind, and what the other added is lost.
    reference: https://docs.python.org/3/library/threading.html#lock-objects
    katas: [{kata}]
"""


def write_pack(folder: Path) -> None:
    """Write the large pack, as it stands when it is installed."""
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK)
    for topic in range(TOPICS):
        questions = [
            QUESTION.format(topic=topic, number=number, level=number % 5 + 1, kata=number % 8 + 1)
            for number in range(QUESTIONS)
        ]
        text = f"format: 1\ntopic: Topic {topic}\nquestions:\n{''.join(questions)}"
        (folder / f"topic-{topic:02}.yaml").write_text(text)


def timed(command: list[str], folder: Path, home: Path) -> float:
    """Return the seconds until a command has printed all that it prints before it is answered."""
    # Every module is compiled once and kept, as an installed one is, whatever is set here.
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment = {**os.environ, **kept, "KATA_HOME": str(home)}
    begun = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout
        shown = b""
        while not SHOWN.search(shown) and (more := os.read(process.stdout.fileno(), 65536)):
            shown += more
        seconds = time.perf_counter() - begun
        process.communicate(b"q\n")
    if process.returncode or not SHOWN.search(shown):
        raise SystemExit(f"{command} ended with {process.returncode}, after:\n{shown.decode()}")
    return seconds


def measure(folder: Path, rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return the median seconds of each command, and the seconds of each one's first run."""
    kata = [str(Path(sys.executable).with_name("kata")), "quiz", "--seed", "1"]
    (folder / "bare.py").write_text(BARE)
    write_pack(folder / "large" / "packs" / "large")
    asked = {
        "bare click and yaml": ([sys.executable, "bare.py"], folder / "none"),
        "kata quiz, built-in": (kata, folder / "small"),
        "kata quiz, and 5,000": (kata, folder / "large"),
    }
    timed(kata, folder, folder / "other")  # fills the caches, as of compiled modules
    first = {label: timed(command, folder, home) for label, (command, home) in asked.items()}
    times: dict[str, list[float]] = {label: [] for label in asked}
    for _ in range(rounds):
        for label, (command, home) in asked.items():
            times[label].append(timed(command, folder, home))
    return {label: statistics.median(seconds) for label, seconds in times.items()}, first


def main() -> None:
    """Time every command in turn, and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as name:
        medians, first = measure(Path(name), rounds)
    print(f"Python {sys.version.split()[0]}, {rounds} rounds, load {os.getloadavg()[0]:.1f}")
    bare = medians["bare click and yaml"]
    for label, median in medians.items():
        print(f"{median * 1000:7.0f} ms  {median / bare:5.2f}  {label}")
    for label, seconds in first.items():
        print(f"{seconds * 1000:7.0f} ms         {label}, the first time")
    print("              goal of the ratios: at most 2")


if __name__ == "__main__":
    main()

"""A thousand submissions and the hostile set, graded with a kill in the middle, twice.

``python tests/bench/acceptance.py [N] [RUNS] [--cluster]``: N ordinary submissions, right and
wrong in turn, beside every hostile program. The grader is killed by SIGKILL when a third of the
results is there, and started again. Every verdict is compared with what it must be; with
``--cluster`` the same is done on a Dask scheduler and two workers, one of which is killed as well.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "cohort"))
from classes import command, environment, hand_in
from test_hostile import PROGRAMS, put

Expected = dict[str, set[str]]
CHEAP = (1, 6, 7)


def class_of(folder: Path, count: int) -> Expected:
    """Write the submissions; return which verdicts each may get."""
    expected: Expected = {}
    for number in range(count):
        wrong = number // len(CHEAP) % 2 == 1
        learner = f"ordinary-{number:05}"
        hand_in(folder, learner, CHEAP[number % len(CHEAP)], "starter" if wrong else "solution")
        expected[learner] = {"fail"} if wrong else {"pass"}
    for program in PROGRAMS:
        put(program.path, folder / program.path.stem, program.kata)
        expected[program.path.stem] = program.verdicts
    return expected


def results(out: Path) -> dict[str, tuple[str, str]]:
    with contextlib.suppress(sqlite3.Error):
        connection = sqlite3.connect(f"file:{out / 'cohort.db'}?mode=ro", uri=True)
        rows = connection.execute("SELECT learner, verdict, at || rowid FROM results").fetchall()
        connection.close()
        return {learner: (verdict, at) for learner, verdict, at in rows}
    return {}


def run(folder: Path, out: Path, home: Path, total: int, *options: object) -> str:
    """Grade, kill, grade on; return what is to be said of it."""
    arguments = command("grade", folder, "--out", out, *options)
    begun = time.perf_counter()
    first = subprocess.Popen(arguments, env=environment(home), stdout=subprocess.DEVNULL)
    while len(results(out)) < total // 3 and first.poll() is None:
        time.sleep(0.2)
    family = psutil.Process(first.pid).children(recursive=True)
    first.send_signal(signal.SIGKILL)
    first.wait()
    before = results(out)
    _, alive = psutil.wait_procs(family, timeout=30)
    second = subprocess.run(
        arguments, env=environment(home), stdout=subprocess.DEVNULL, check=False
    )
    after = results(out)
    again = [learner for learner in before if after.get(learner) != before[learner]]
    return (
        f"status {second.returncode}, {len(after)} results in {time.perf_counter() - begun:.0f} s; "
        f"killed at {len(before)}, left alive {len(alive)}, graded twice {len(again)}"
    )


def judge(out: Path, expected: Expected) -> list[str]:
    found = {learner: verdict for learner, (verdict, _) in results(out).items()}
    return [
        f"{learner}: {found.get(learner)}, must be {' or '.join(sorted(verdicts))}"
        for learner, verdicts in expected.items()
        if found.get(learner) not in verdicts
    ]


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    program = [sys.executable, "-c", "from dask.__main__ import main; main()"]
    listening = ["scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"]
    working = ["worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    with contextlib.ExitStack() as stack:
        log = stack.enter_context((folder / "dask.log").open("wb"))
        started = []
        for words in (listening, working, working):
            process = subprocess.Popen([*program, *words], stdout=log, stderr=log, cwd=folder)
            stack.callback(process.wait)
            stack.callback(process.kill)
            started.append(process)
        time.sleep(8)
        yield address, started[1]


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    count, runs = (*numbers, 1000, 2)[:2] if len(numbers) < 2 else numbers[:2]
    with tempfile.TemporaryDirectory(prefix="acceptance-") as root:
        folder, home = Path(root) / "class", Path(root) / "home"
        expected = class_of(folder, count)
        for number in range(runs):
            out = Path(root) / f"out-{number}"
            print(f"run {number + 1}:", run(folder, out, home, len(expected)), flush=True)
            print("\n".join(judge(out, expected)) or "every verdict is what it must be", flush=True)
        if "--cluster" in sys.argv:
            out = Path(root) / "out-cluster"
            with cluster(Path(root)) as (address, worker):
                killer = subprocess.Popen(["sh", "-c", f"sleep 60; kill -9 {worker.pid}"])
                told = run(folder, out, home, len(expected), "--scheduler", address)
                killer.wait()
            print("cluster:", told, flush=True)
            print("\n".join(judge(out, expected)) or "every verdict is what it must be", flush=True)
    print(f"load: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()

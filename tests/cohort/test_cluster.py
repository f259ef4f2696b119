"""Many machines: a real Dask scheduler and real workers, one of which is killed in the middle."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from classes import cohort, command, environment, hand_in, needs_sandbox, results

pytest.importorskip("distributed")
pytestmark = needs_sandbox
LEARNERS = 24


@contextmanager
def dask(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    program = "import sys; from dask.__main__ import main; main()"
    with (folder / f"{arguments[0]}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            stdout=log,
            stderr=log,
            cwd=folder,
            env=environment(folder / "home"),
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler's address, its process, and those of two workers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    listening = ("--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    working = (address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
    with (
        dask(tmp_path, "scheduler", *listening) as scheduler,
        dask(tmp_path, "worker", *working) as first,
        dask(tmp_path, "worker", *working) as second,
    ):
        log = tmp_path / "scheduler.log"
        until(lambda: log.read_text("utf-8").count("Starting worker compute stream") == 2)
        yield address, [scheduler, first, second]


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Right and wrong, in three katas."""
    folder = tmp_path / "class"
    for number in range(LEARNERS):
        kata = (1, 6, 7)[number % 3]
        hand_in(folder, f"learner-{number:02}", kata, "starter" if number % 4 == 3 else "solution")
    return folder


def test_a_worker_that_is_killed_takes_nothing_along(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], folder: Path, tmp_path: Path
) -> None:
    """The gradebook is that of this machine alone, byte for byte."""
    address, (_, first, _) = cluster
    here, there = tmp_path / "here", tmp_path / "there"
    assert cohort(tmp_path / "home", "grade", folder, "--out", here, cwd=tmp_path).returncode == 0
    run = command("grade", folder, "--out", there, "--scheduler", address)
    running = subprocess.Popen(run, env=environment(tmp_path / "home"), stdout=subprocess.PIPE)
    until(lambda: (there / "cohort.db").is_file() and len(graded(there)) >= 4)
    family = psutil.Process(first.pid).children(recursive=True)
    first.kill()
    said, _ = running.communicate(timeout=120)
    assert running.returncode == 0
    assert len(results(there)) == LEARNERS
    assert (there / "gradebook.csv").read_bytes() == (here / "gradebook.csv").read_bytes()
    assert f"Gradebook: {there}/gradebook.csv" in said.decode()
    until(lambda: not [each for each in family if each.is_running()])


def graded(out: Path) -> dict[tuple[str, str], tuple[str, int, int]]:
    try:
        return results(out)
    except Exception:  # noqa: BLE001 - it is being made
        return {}


def test_without_its_scheduler_a_run_ends_and_can_go_on(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], folder: Path, tmp_path: Path
) -> None:
    """Nothing that was graded is lost, and nothing is noted that was not."""
    address, (scheduler, *_) = cluster
    run = command("grade", folder, "--scheduler", address)
    running = subprocess.Popen(run, env=environment(tmp_path / "home"), stderr=subprocess.PIPE)
    out = tmp_path / "class-graded"
    until(lambda: (out / "cohort.db").is_file() and len(graded(out)) >= 2)
    scheduler.send_signal(signal.SIGKILL)
    _, said = running.communicate(timeout=120)
    assert running.returncode == 2, said.decode()
    assert "The cluster is gone. What was graded is kept" in said.decode().replace("\n", " ")
    assert 0 < len(results(out)) < LEARNERS
    assert {verdict for verdict, *_ in results(out).values()} <= {"pass", "fail"}
    assert cohort(tmp_path / "home", "grade", folder, cwd=tmp_path).returncode == 0
    assert len(results(out)) == LEARNERS


@pytest.mark.parametrize(
    ("address", "settings", "message"),
    [
        ("tls://127.0.0.1:8786", {}, "tls://127.0.0.1:8786 needs a certificate."),
        (
            "tcp://127.0.0.1:8786",
            {"DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "True"},
            "Dask's settings require encryption, which tcp://127.0.0.1:8786 has not.",
        ),
    ],
)
def test_settings_that_do_not_fit_the_address_are_said(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    settings: dict[str, str],
    message: str,
) -> None:
    """Before anything is connected."""
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    done = cohort(tmp_path / "home", "grade", folder, "--scheduler", address, cwd=tmp_path)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_no_scheduler_is_said(folder: Path, tmp_path: Path) -> None:
    """With what to start."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    done = cohort(tmp_path / "home", "grade", folder, "--scheduler", address, cwd=tmp_path)
    assert done.returncode == 2
    assert f"No scheduler answers at {address}" in done.stderr
    assert "Start one: dask scheduler" in done.stderr.replace("\n", " ")

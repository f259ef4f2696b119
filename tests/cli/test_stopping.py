"""However a grading is stopped, nothing of the learner's program lives on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

PATIENCE = 60
ENDLESS = """\
import subprocess
import threading


def run_in_thread(func):
    subprocess.Popen(["sleep", "{seconds}"], start_new_session=True)
    while True:
        pass
"""


def living(seconds: str) -> list[psutil.Process]:
    """The children of the learner's program, known by what they sleep."""
    return [p for p in psutil.process_iter(["cmdline"]) if seconds in (p.info["cmdline"] or [])]


def becomes(wanted: bool, seconds: str) -> bool:
    """Wait until the child is there, or is not."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if bool(living(seconds)) is wanted:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_a_stopped_grading_leaves_nothing_running(
    folder: Path, home: Path, tmp_path: Path, number: int, status: int
) -> None:
    """Ctrl-C, a request to end, and even a kill: the program and its daemon are ended."""
    seconds = f"4{os.getpid()}{int(number):02}"
    (folder / "1_threading_basic.py").write_text(ENDLESS.format(seconds=seconds))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    grading = subprocess.Popen(
        [sys.executable, "-P", "-c", "from grader.cli.main import run; run()", "grade", "1"],
        cwd=folder,
        env={
            **os.environ,
            "KATA_HOME": str(home),
            "PYTHONPATH": os.pathsep.join(sys.path),
            "TMPDIR": str(temporary),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert becomes(True, seconds)
    grading.send_signal(number)
    assert grading.wait(PATIENCE) == status
    assert becomes(False, seconds)
    end = time.monotonic() + PATIENCE  # after a kill the warm child cleans up by itself
    while list(temporary.iterdir()) and time.monotonic() < end:
        time.sleep(0.02)
    assert list(temporary.iterdir()) == []

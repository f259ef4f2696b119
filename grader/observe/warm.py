"""The warm child: starting it, giving it orders, ending it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from grader.observe.inside.family import descendants
from grader.observe.protocol import ProtocolError
from grader.observe.switchboard import Line, Said, Switchboard, TooManyConnections

_START_PATIENCE = 60.0
"""Seconds for which a busy machine may keep the warm child from starting."""
_ANSWER_PATIENCE = 30.0
_LONGEST_PATH = 100
"""Bytes of a socket's path; the systems allow 104 to 108."""


_PACKAGE_PARENT = Path(__file__).parents[2]
_PROGRAM = """\
import sys
sys.path.append(sys.argv[1])  # last: it must not hide the library of this interpreter
from grader.observe.inside.__main__ import main
main()
"""


class WarmChildLost(Exception):
    """The warm child is gone, or, with ``silent``, there and does not answer."""

    def __init__(self, *, silent: bool = False) -> None:
        super().__init__()
        self.silent = silent


class WarmChild:
    """A process that has imported what observations need, and forks one for each."""

    def __init__(self, python: str, folder: Path) -> None:
        self._token = os.urandom(16).hex()
        self._errors = folder / "warm-child.txt"
        listener, self.address = _listener(folder)
        self.switchboard = Switchboard(listener)
        self.line: Line | None = None
        with self._errors.open("wb") as errors, contextlib.ExitStack() as if_it_fails:
            if_it_fails.callback(self.switchboard.close)
            self._process = subprocess.Popen(
                [python, "-P", "-c", _PROGRAM, str(_PACKAGE_PARENT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=_environment(),
            )
            if_it_fails.pop_all()
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it died at once: found out when it is needed
            place = {"address": self.address, "token": self._token, "folder": str(folder)}
            self._process.stdin.write(json.dumps(place).encode() + b"\n")
            self._process.stdin.close()

    def ready(self) -> Line:
        """Wait for the child to be there; return the line to it."""
        end = time.monotonic() + _START_PATIENCE
        while self.line is None:
            if self._process.poll() is not None or time.monotonic() > end:
                told = self._errors.read_text("utf-8", "replace")
                raise RuntimeError(f"the warm child did not start\n{told}")
            self._look_for_line()
        return self.line

    def _look_for_line(self) -> None:
        for _ in self.switchboard.hear(0.005):
            pass
        self.line = self.switchboard.find(self._token)

    def ask(self, order: dict[str, Any]) -> dict[str, Any]:
        """Give an order and return its answer; what others say meanwhile is kept for later."""
        line = self.ready()
        if not self.switchboard.say(line, order):
            raise WarmChildLost
        end = time.monotonic() + _ANSWER_PATIENCE
        answers: list[dict[str, Any] | None] = []
        others: list[Said] = []
        while not answers and time.monotonic() < end:
            # Nonsense is the session's to judge; between two sessions nobody needs to.
            with contextlib.suppress(ProtocolError, TooManyConnections):
                for said in self.switchboard.hear(0.5):
                    if said.line is line:
                        answers.append(said.message)
                    else:
                        others.append(said)
        self.switchboard.put_back(others)
        if not answers:
            raise WarmChildLost(silent=self._process.poll() is None)
        if answers[0] is None:
            raise WarmChildLost
        return answers[0]

    def close(self) -> None:
        """End the child, and everything that still descends from it."""
        living = descendants(self._process.pid)
        self.switchboard.close()
        self._process.kill()  # it has nothing to put in order, and ends faster so
        self._process.wait()
        for pid in living:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _listener(folder: Path) -> tuple[socket.socket, str | list[Any]]:
    path = str(folder / "grader.sock")
    if len(os.fsencode(path)) > _LONGEST_PATH and sys.platform == "linux":
        path = f"\0kata-{os.urandom(16).hex()}"  # a name without a file (unix(7))
    if hasattr(socket, "AF_UNIX") and len(os.fsencode(path)) <= _LONGEST_PATH:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(path)
        listener.listen(512)
        return listener, path
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    return listener, list(listener.getsockname())


def _environment() -> dict[str, str]:
    """Return the environment for learners' processes: this one, but for what would disturb them.

    pytest's settings are for other tests; some of Python's make everything many times slower; and
    in a long temporary folder multiprocessing's own sockets find no place.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTEST_") and name not in _SLOW
    }
    if len(tempfile.gettempdir()) > _LONGEST_FOLDER and os.access("/tmp", os.W_OK):
        environment["TMPDIR"] = "/tmp"
    return environment


_SLOW = frozenset({"PYTHONTRACEMALLOC", "PYTHONPROFILEIMPORTTIME", "PYTHONINSPECT"})
_LONGEST_FOLDER = 50

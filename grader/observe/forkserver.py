"""The fork server, from the grader's side: it forks warm children, which so are there at once."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

_PACKAGE_PARENT = Path(__file__).parents[2]
_PROGRAM = """\
import sys
sys.path.append(sys.argv[1])  # last: it must not hide the library of this interpreter
from grader.observe.inside.forkserver import main
main(*sys.argv[2:])
"""
_PATIENCE = 20.0
LONGEST_FOLDER = 50
"""Characters of a temporary folder in which sockets still find a place."""
_SLOW = frozenset({"PYTHONTRACEMALLOC", "PYTHONPROFILEIMPORTTIME", "PYTHONINSPECT"})
_NEEDED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TZ", "PYTHONDONTWRITEBYTECODE")


class ForkServerLost(Exception):
    """The fork server did not start, or is gone; the text is what it complained of."""


class Forked:
    """A warm child that was asked for."""

    def __init__(self, server: ForkServer, process: subprocess.Popen[bytes], number: int) -> None:
        self._server = server
        self._process = process
        self._number = number
        self._pid: int | None = None

    @property
    def pid(self) -> int:
        """Its pid, as it is known here. Waits for it; raises `ForkServerLost`."""
        if self._pid is None:
            told = self._server.answer(self._process, self._number)
            if told["m"] == "failed":
                raise ForkServerLost(told["reason"])
            self._pid = int(told["pid"])
        return self._pid


class ForkServer:
    """Forks warm children of one Python; a context manager, and safe to be used by threads.

    It is started at once and in the background. Where it is gone, for one was killed by what it
    had forked, another takes its place.
    """

    def __init__(
        self,
        python: str = sys.executable,
        environment: Mapping[str, str] | None = None,
        *,
        sandboxes: bool = False,
    ) -> None:
        """Start it; ``environment`` is the observed programs', None for this process's own.

        With ``sandboxes`` it ends those that bear its ``mark``, where the grader was killed.
        """
        self._python = python
        self.mark = os.urandom(16).hex() if sandboxes else None
        """What the sandboxes of its warm children bear among their arguments."""
        self._environment = usual_environment() if environment is None else dict(environment)
        self._lock = threading.Lock()
        self._start()

    def _start(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the server
        self._asked = self._answered = 0
        self._answers: dict[int, dict[str, Any]] = {}
        """Those that nobody has taken yet."""
        mark = () if self.mark is None else (self.mark,)
        with contextlib.ExitStack() as if_it_fails:
            if_it_fails.callback(self._errors.close)
            self._process = subprocess.Popen(
                [self._python, "-P", "-c", _PROGRAM, str(_PACKAGE_PARENT), *mark],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env=self._environment,
                process_group=0,  # what ends the grader's group is the grader's to handle
            )
            if_it_fails.pop_all()

    def __enter__(self) -> ForkServer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def fork(self, place: dict[str, Any], enter: int | None = None) -> Forked:
        """Ask for a warm child at a place, in the namespaces of the process ``enter``."""
        with self._lock:
            if self._process.poll() is not None:
                self._discard()
                self._start()
            number = self._ask({"m": "fork", "place": place, "enter": enter})
            return Forked(self, self._process, number)

    def end(self, forked: Forked) -> None:
        """End a warm child and all that descends from it."""
        with contextlib.suppress(ForkServerLost):
            pid = forked.pid
            with self._lock:
                number = self._ask({"m": "end", "pid": pid})
            self.answer(self._process, number)

    def _ask(self, order: dict[str, Any]) -> int:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # found out when its answer is needed
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            self._process.stdin.flush()
        self._asked += 1
        return self._asked

    def answer(self, process: subprocess.Popen[bytes], number: int) -> dict[str, Any]:
        """Take the answer to an order, once it is there. Raises `ForkServerLost`."""
        with self._lock:
            if process is not self._process:
                raise ForkServerLost
            assert process.stdout is not None
            while number not in self._answers:
                line = process.stdout.readline()
                if not line:
                    raise ForkServerLost(self._complaint())
                self._answered += 1
                self._answers[self._answered] = json.loads(line)
            return self._answers.pop(number)

    def _complaint(self) -> str:
        self._errors.seek(0)
        return self._errors.read(20_000).decode("utf-8", "replace")

    def close(self) -> None:
        """End it, and every warm child that there still is; a second time does nothing."""
        with self._lock:
            self._discard()

    def _discard(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            with contextlib.suppress(OSError):
                stream.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:  # stopped by what it had forked
            self._process.kill()
            self._process.wait()
        self._errors.close()


def usual_environment() -> dict[str, str]:
    """Return the environment for learners' processes: this one, but for what would disturb them.

    pytest's and coverage's settings are for other programs; some of Python's make everything many
    times slower; and in a long temporary folder multiprocessing's own sockets find no place.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST_", "COVERAGE_")) and name not in _SLOW
    }
    if len(tempfile.gettempdir()) > LONGEST_FOLDER and os.access("/tmp", os.W_OK):
        environment["TMPDIR"] = "/tmp"
    return environment


def bare_environment(home: str) -> dict[str, str]:
    """Return an environment that tells nothing of this machine's user."""
    kept = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    usual = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": "/tmp"}
    return {**kept, **usual, "HOME": home}

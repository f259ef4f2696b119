"""The warm child: starting it, giving it orders, ending it."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.observe.forkserver import ForkServer, ForkServerLost
from grader.observe.housing import Housing
from grader.observe.inside.family import lives
from grader.observe.observation import Ending
from grader.observe.protocol import ProtocolError
from grader.observe.switchboard import Line, Said, Switchboard, TooManyConnections

if TYPE_CHECKING:
    from grader.observe.sandbox import Cell

_START_PATIENCE = 60.0
"""Seconds for which a busy machine may keep the warm child from starting."""
_ANSWER_PATIENCE = 30.0
_LONGEST_PATH = 100
"""Bytes of a socket's path; the systems allow 104 to 108."""


_SOCKET = "grader.sock"


class WarmChildLost(Exception):
    """The warm child is gone, or, with ``silent``, there and does not answer.

    ``ending`` is that of the program for which it was ended, None where it was not.
    """

    def __init__(self, *, silent: bool = False, ending: Ending | None = None) -> None:
        super().__init__()
        self.silent = silent
        self.ending = ending


class WarmChild:
    """A process that has imported what observations need, and forks one for each.

    It is asked for at once, and waited for when it is needed. In a sandbox, which is its own, the
    grader's numbers for its processes are those that they have in there. Raises `NoSandbox`.
    """

    def __init__(
        self,
        server: ForkServer,
        folder: Path,
        make_sandbox: Callable[[], Cell] | None = None,
    ) -> None:
        self._token = os.urandom(16).hex()
        self._server = server
        self._folder = folder
        self._make_sandbox = make_sandbox
        self.housing = Housing(folder) if make_sandbox is None else make_sandbox()
        self.line: Line | None = None
        with contextlib.ExitStack() as if_it_fails:
            if_it_fails.callback(self.housing.close)
            listener, self.address = _listener(folder)
            self.switchboard = Switchboard(listener)
            place = {"address": self.address, "token": self._token, "folder": str(folder)}
            self._forked = server.fork(place, enter=self.housing.pid)
            if_it_fails.pop_all()

    def ready(self) -> Line:
        """Wait for the child to be there; return the line to it."""
        end = time.monotonic() + _START_PATIENCE
        while self.line is None:
            if not self._lives() or time.monotonic() > end:
                raise RuntimeError("the warm child did not start")
            self._look_for_line()
        return self.line

    def _lives(self) -> bool:
        try:
            return lives(self._forked.pid)
        except ForkServerLost as lost:
            raise RuntimeError(f"the warm child did not start\n{lost}") from None

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
        fault: Exception | None = None
        while not answers and time.monotonic() < end:
            try:
                for said in self.switchboard.hear(0.5):
                    if said.line is line:
                        answers.append(said.message)
                    else:
                        others.append(said)
            except (ProtocolError, TooManyConnections) as nonsense:
                # What was just forked may be that quick: it is the session's to judge.
                fault = nonsense
            if not answers and self._is_stopped(line):
                break
        self.switchboard.put_back(others, fault)
        if not answers:
            raise WarmChildLost(silent=self._lives() and not self._is_stopped(line))
        if answers[0] is None:
            raise WarmChildLost
        return answers[0]

    def _is_stopped(self, line: Line) -> bool:
        """Whether it was told to stop, which only what it has forked can have done."""
        try:
            stat = Path(f"{self.housing.proc}/{line.pid}/stat").read_text("ascii", "replace")
        except OSError:
            return False
        return stat.rpartition(")")[2].split()[:1] == ["T"]

    def reap(self, pid: int, ending: Ending | None = None) -> dict[str, Any]:
        """Have a process that it forked collected, and all that this one left ended.

        ``ending`` is why it had to be ended: the whole sandbox may be gone with it.
        """
        try:
            return self.ask({"m": "reap", "pid": pid})
        except WarmChildLost as lost:  # nobody is left who knows its descendants, only their group
            self.housing.end_group(pid)
            raise WarmChildLost(silent=lost.silent, ending=ending) from None

    def close(self) -> None:
        """End the child, and everything that still descends from it."""
        self.switchboard.close()
        self._server.end(self._forked)
        self.housing.close()

    def successor(self) -> WarmChild:
        """End the child and return another in its place."""
        self.close()
        with contextlib.suppress(OSError):
            (self._folder / _SOCKET).unlink()
        return WarmChild(self._server, self._folder, self._make_sandbox)


def _listener(folder: Path) -> tuple[socket.socket, str | list[Any]]:
    path = str(folder / _SOCKET)
    if len(os.fsencode(path)) > _LONGEST_PATH and sys.platform == "linux":
        path = f"\0kata-{os.urandom(16).hex()}"  # a name without a file (unix(7))
    if hasattr(socket, "AF_UNIX") and len(os.fsencode(path)) <= _LONGEST_PATH:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(path)
        listener.listen(512)
        return listener, path
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    return listener, list(listener.getsockname())

"""The grader's end of every connection: who is on it, and what they said."""

from __future__ import annotations

import contextlib
import selectors
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from grader.observe.protocol import FrameReader, ProtocolError, frame

_CHUNK = 1 << 16
_SAY_PATIENCE = 2.0
"""Seconds that somebody who does not listen may take; no program may stop the grader so."""
MAX_CONNECTIONS = 800
"""Connections at once; a process has 1,024 descriptors by default."""

_MOST_TURNED_AWAY = 2 * MAX_CONNECTIONS
"""More than a listener keeps waiting; whoever goes on coming does not stop the grader."""


class TooManyConnections(Exception):
    """More processes and waiting threads than the grader can listen to."""


@dataclass(eq=False, slots=True)
class Line:
    """One connection. Its first message tells who is there."""

    socket: socket.socket
    number: int
    reader: FrameReader = field(default_factory=FrameReader)
    token: str | None = None
    pid: int = 0
    role: str = ""
    """``control``, ``events`` or ``gate``; "" until it has said hello."""


class Said(NamedTuple):
    """A message on a line; ``message`` is None where the line was closed."""

    line: Line
    message: dict[str, Any] | None


class Switchboard:
    """Listens for connections, and hands over what is said on them."""

    def __init__(self, listener: socket.socket) -> None:
        listener.setblocking(False)
        self._listener = listener
        self._selector = selectors.DefaultSelector()
        self._selector.register(listener, selectors.EVENT_READ, None)
        self._lines: set[Line] = set()
        self._kept: list[Said] = []
        self._fault: Exception | None = None
        self._number = 0

    def hear(self, seconds: float) -> Iterator[Said]:
        """Wait so long for something to be said; yield all that there is.

        Raises `ProtocolError` for what is not a message, `TooManyConnections` for too many.
        """
        kept, self._kept = self._kept, []
        fault, self._fault = self._fault, None
        yield from kept
        if fault is not None:
            raise fault
        for key, _ in self._selector.select(0 if kept else seconds):
            if key.data is None:
                self._accept()
            elif key.data in self._lines:
                yield from self._read(key.data)

    def waiting(self) -> bool:
        """Whether something was said, or somebody has come, that `hear` has not taken yet."""
        return bool(self._kept or self._fault or self._selector.select(0))

    def put_back(self, said: list[Said], fault: Exception | None = None) -> None:
        """Have the next `hear` hear this again, before anything else, and then raise a fault."""
        self._kept = said + self._kept
        self._fault = fault

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except BlockingIOError:
                return
            if len(self._lines) >= MAX_CONNECTIONS:
                connection.close()
                raise TooManyConnections
            connection.setblocking(False)
            self._number += 1
            line = Line(connection, self._number)
            self._lines.add(line)
            self._selector.register(connection, selectors.EVENT_READ, line)

    def _read(self, line: Line) -> Iterator[Said]:
        try:
            data = line.socket.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.hang_up(line)
            yield Said(line, None)
            return
        try:
            messages = line.reader.feed(data)
        except ProtocolError:
            self.hang_up(line)
            raise
        for message in messages:
            if line.token is None:
                _introduce(line, message)
            else:
                yield Said(line, message)

    def say(self, line: Line, message: dict[str, Any]) -> bool:
        """Send a message; return whether it went. A line that is gone is noticed when read."""
        try:
            line.socket.settimeout(_SAY_PATIENCE)
            line.socket.sendall(frame(message))
            line.socket.setblocking(False)
        except OSError:
            with contextlib.suppress(OSError):  # from now on, reading finds its end
                line.socket.shutdown(socket.SHUT_RDWR)
                line.socket.setblocking(False)
            return False
        return True

    def find(self, token: str) -> Line | None:
        """Return the line on which ``token`` was said."""
        return next((line for line in self._lines if line.token == token), None)

    def hang_up(self, line: Line) -> None:
        """Close one line."""
        if line in self._lines:
            self._lines.remove(line)
            self._selector.unregister(line.socket)
            line.socket.close()

    def hang_up_all(self, *, but: Line | None = None) -> None:
        """Close every line, except one, and those that somebody has opened and nobody taken yet.

        What was said on them is nobody's, and must not be heard as the next program's.
        """
        self._kept, self._fault = [], None
        for line in [line for line in self._lines if line is not but]:
            self.hang_up(line)
        with contextlib.suppress(OSError):  # BlockingIOError: nobody is left
            for _ in range(_MOST_TURNED_AWAY):
                self._listener.accept()[0].close()

    def close(self) -> None:
        """Close everything, the listener too."""
        self.hang_up_all()
        self._selector.close()
        self._listener.close()


def _introduce(line: Line, message: dict[str, Any]) -> None:
    token, pid, role = (message.get(name) for name in ("token", "pid", "role"))
    if message.get("m") != "hello" or not isinstance(token, str) or not isinstance(pid, int):
        raise ProtocolError("a connection that does not say who is there")
    line.token, line.pid, line.role = token, pid, str(role)

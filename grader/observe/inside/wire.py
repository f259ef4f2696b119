"""A process's connections to the grader: one for its events, one for each thread that waits."""

from __future__ import annotations

import os
import socket
import threading
from typing import Any

from grader.observe.protocol import connect, frame, receive


class Wire:
    """Sends events, and asks questions that block the asking thread until they are answered.

    Events of one process share a connection under a lock, so they arrive in their order.
    A thread that asks uses a connection of its own: no reader thread is needed, which a
    learner's ``threading.enumerate()`` would see.
    """

    def __init__(self, address: str | list[Any], token: str) -> None:
        self._address = address
        self._token = token
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._events: socket.socket | None = None
        self._own = threading.local()

    def after_fork(self) -> None:
        """Drop the parent's connections in a forked child: they are the parent's to speak on."""
        if self._events is not None:
            self._events.close()
        self._start_afresh()

    def send(self, message: dict[str, Any]) -> None:
        """Send an event; a grader that is gone ends the process, which has no purpose then."""
        data = frame(message)
        with self._lock:
            try:
                if self._events is None:
                    self._events = self._open("events")
                self._events.sendall(data)
            except OSError:
                os._exit(71)

    def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        """Send a question and wait, in this thread, for its answer."""
        try:
            connection: socket.socket | None = getattr(self._own, "connection", None)
            if connection is None:
                connection = self._own.connection = self._open("gate")
            connection.sendall(frame(message))
            answer = receive(connection)
        except OSError:
            answer = None
        if answer is None:
            os._exit(71)
        return answer

    def listen(self) -> dict[str, Any] | None:
        """Wait for a message on the events connection; the main process alone gets any."""
        assert self._events is not None
        return receive(self._events)

    def _open(self, role: str) -> socket.socket:
        connection = connect(self._address)
        hello = {"m": "hello", "token": self._token, "pid": os.getpid(), "role": role}
        connection.sendall(frame(hello))
        return connection

"""What is said to the grader is heard, in whatever order and at whatever moment it comes."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_up import begin, end

from grader.models import Limits
from grader.observe.events import Event
from grader.observe.protocol import ProtocolError, frame
from grader.observe.session import Session
from grader.observe.switchboard import Said, Switchboard

MAIN, CHILD = 4_190_001, 4_190_002
"""Two numbers of processes that are not there."""


class Exchange:
    """A switchboard with real connections, on which the test speaks."""

    def __init__(self, folder: Path) -> None:
        self.path = str(folder / "socket")
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(self.path)
        listener.listen()
        self.switchboard = Switchboard(listener)
        self.callers: list[socket.socket] = []

    def call(self, *messages: dict[str, Any], pid: int, role: str = "events") -> socket.socket:
        """Connect, say who is there, and then the messages."""
        caller = socket.socket(socket.AF_UNIX)
        caller.connect(self.path)
        self.callers.append(caller)
        hello = {"m": "hello", "token": "secret", "pid": pid, "role": role}
        caller.sendall(b"".join(map(frame, [hello, *messages])))
        return caller

    def session(self, folder: Path) -> Session:
        """A session whose control line has said hello."""
        self.call(pid=os.getpid(), role="control")
        while (control := self.switchboard.find("secret")) is None:
            list(self.switchboard.hear(1.0))
        control.token = "control"
        return Session(
            self.switchboard,
            control,
            token="secret",
            pid=MAIN,
            hold=None,
            limits=Limits(seconds=5),
            output=folder / "output",
        )

    def close(self) -> None:
        for caller in self.callers:
            caller.close()
        self.switchboard.close()


@pytest.fixture
def exchange(tmp_path: Path) -> Iterator[Exchange]:
    exchange = Exchange(tmp_path)
    yield exchange
    exchange.close()


def message(event: Event) -> dict[str, Any]:
    """An event as the probes would send it."""
    told = {"t": event.time_ns, "pid": event.pid, "tid": event.tid, "thread": event.thread}
    return {"m": "event", "k": event.kind, "by": event.by, "line": None, **told, **event.facts}


RETURNED = {
    **message(Event("over", 1, MAIN, MAIN, "MainThread", "learner", None, {})),
    "m": "returned",
    "value": None,
}


def test_what_a_child_said_before_the_end_is_heard(exchange: Exchange, tmp_path: Path) -> None:
    """Though the parent's end was heard first, and the child is gone since."""
    session = exchange.session(tmp_path)
    exchange.call(RETURNED, pid=MAIN)
    tasks = [task(f"c{n}", (CHILD, 1)) for n in range(300) for task in (begin, end)]
    exchange.call(*map(message, tasks), pid=CHILD).close()
    heard = session.run()
    assert heard.ending is None
    assert [event.kind for event in heard.events].count("end") == 300
    assert heard.pids == {MAIN, CHILD}


def test_what_is_put_back_is_heard_first(exchange: Exchange) -> None:
    """Once, and before what was said since."""
    exchange.call({"m": "one"}, {"m": "two"}, pid=1)
    heard: list[Said] = []
    while len(heard) < 2:
        heard += exchange.switchboard.hear(1.0)
    exchange.callers[0].sendall(frame({"m": "three"}))
    exchange.switchboard.put_back(heard)
    assert exchange.switchboard.waiting()
    again = list(exchange.switchboard.hear(1.0))
    assert [said.message for said in again] == [{"m": "one"}, {"m": "two"}, {"m": "three"}]
    assert not exchange.switchboard.waiting()


def test_a_caller_who_is_gone_is_not_spoken_to(exchange: Exchange) -> None:
    """That it went unheard is told, and its end is found by hearing."""
    exchange.call(pid=1).close()
    while (line := exchange.switchboard.find("secret")) is None:
        list(exchange.switchboard.hear(1.0))
    ended = [said for said in exchange.switchboard.hear(1.0) if said.message is None]
    assert [said.line for said in ended] == [line]
    assert exchange.switchboard.say(line, {"m": "bye"}) is False


def test_nonsense_is_raised_once_and_its_caller_hung_up_on(exchange: Exchange) -> None:
    """The next hearing is not troubled by it."""
    exchange.call(pid=1).sendall(b"GET / HTTP/1.1")
    with pytest.raises(ProtocolError):
        while True:
            list(exchange.switchboard.hear(1.0))
    assert list(exchange.switchboard.hear(0)) == []
    assert exchange.switchboard.find("secret") is None

"""The grader's end of the protocol: nothing that anybody says raises what is not designed."""

from __future__ import annotations

import contextlib
import copy
import json
import socket
import struct
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from programs import Bench

from grader.checking.failure import CheckFailed
from grader.checking.seen import Seen
from grader.checking.source import Code
from grader.models import Limits
from grader.observe.events import event_of
from grader.observe.lanes import timeline_of
from grader.observe.observation import Ending, Observation
from grader.observe.outcome import observation_of
from grader.observe.parallelism import cpu_parallelism, waiting_parallelism
from grader.observe.protocol import FrameReader, ProtocolError, decode, frame
from grader.observe.request import Hold, Request, Task
from grader.observe.session import Session
from grader.observe.switchboard import Switchboard, TooManyConnections

usual = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
PROGRAM = """\
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Process


def threads(func):
    made = [threading.Thread(target=func, args=(item,), name=item) for item in "ab"]
    for each in made:
        each.start()
    for each in made:
        each.join()
    return [1, 2.5, "x", None, {"a": (1, 2)}]


def process(func):
    child = Process(target=func)
    child.start()
    child.join(5)


def pools(func):
    with ThreadPoolExecutor(2) as pool:
        first = list(pool.map(func, [1, 2]))
    with ProcessPoolExecutor(2) as pool:
        return first + list(pool.map(func, [1, 2]))


def fails(func):
    threading.Thread(target=lambda: 1 / 0).start()
    func()
    raise ValueError("no")
"""
PID = 2**22 + 7
"""A process that there is not: no machine here has so many."""

words = st.sampled_from(
    [
        *("event", "hello", "wait", "leave", "returned", "raised", "not_loaded", "missing"),
        *("loaded", "begin", "end", "made", "start", "started", "join", "joined", "thread_begin"),
        *("thread_end", "process_begin", "pool", "given", "shut_down", "call", "over", "clock"),
        *("learner", ""),
    ]
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | words,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=4) | words, inner, max_size=3)
        | st.fixed_dictionaries({"a": st.lists(inner, max_size=2)})
    ),
    max_leaves=8,
)
odd_bytes = st.binary(max_size=200) | st.builds(
    lambda length, rest: struct.pack(">I", length) + rest,
    st.integers(0, 2**32 - 1),
    st.binary(max_size=60),
)


@given(st.lists(odd_bytes | st.builds(lambda m: frame({"m": m}), plain.filter(bool)), max_size=5))
@usual
def test_any_bytes_are_messages_or_no_protocol(pieces: list[bytes]) -> None:
    """However they are cut."""
    reader = FrameReader()
    with contextlib.suppress(ProtocolError):
        for piece in pieces:
            for message in reader.feed(piece):
                assert isinstance(message, dict)


@given(plain)
@usual
def test_any_value_is_decoded_or_no_protocol(value: object) -> None:
    """What a program returns is plain data, or it is nonsense."""
    with contextlib.suppress(ProtocolError):
        decode(value)


@given(st.dictionaries(words | st.sampled_from(["k", "t", "pid", "tid", "thread", "by"]), plain))
@usual
def test_any_message_is_an_event_or_no_protocol(message: dict[str, Any]) -> None:
    """Of all kinds."""
    with contextlib.suppress(ProtocolError):
        event_of(message)


@given(st.lists(odd_bytes, min_size=1, max_size=4))
@usual
def test_any_bytes_on_a_line_end_it_at_most(pieces: list[bytes]) -> None:
    """A real socket, and somebody who never says hello."""
    with switchboard() as (board, connect):
        caller = connect()
        for piece in pieces:
            caller.sendall(piece)
        caller.close()
        for _ in range(len(pieces) + 3):
            with contextlib.suppress(ProtocolError, TooManyConnections):
                list(board.hear(0))


def test_who_comes_as_everybody_is_sent_away_is_heard_by_nobody() -> None:
    """One was let in, the others still wait at the door when the program is over."""
    with switchboard() as (board, connect):
        connect()
        list(board.hear(0))
        for _ in range(3):
            connect().sendall(b"GET / HTTP/1.1")
        board.hang_up_all()
        assert not board.waiting()
        assert list(board.hear(0)) == []


def test_nonsense_that_comes_early_is_heard_once_and_by_its_own_session() -> None:
    """It was said before the grader knew that the program is there."""
    with switchboard() as (board, _):
        board.put_back([], ProtocolError("early"))
        assert board.waiting()
        with pytest.raises(ProtocolError, match="early"):
            list(board.hear(0))
        assert list(board.hear(0)) == []
        board.put_back([], ProtocolError("late"))
        board.hang_up_all()
        assert list(board.hear(0)) == []


@contextlib.contextmanager
def switchboard() -> Iterator[tuple[Switchboard, Callable[[], socket.socket]]]:
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        path = str(Path(folder) / "s")
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(path)
        listener.listen(64)
        board = Switchboard(listener)
        stack.callback(board.close)

        def connect() -> socket.socket:
            connection = stack.enter_context(socket.socket(socket.AF_UNIX))
            connection.connect(path)
            return connection

        yield board, connect


@pytest.fixture(scope="module")
def conversations(tmp_path_factory: pytest.TempPathFactory) -> list[list[dict[str, Any]]]:
    """What real programs have said, each in its order."""
    told: list[dict[str, Any]] = []
    feed = FrameReader.feed

    def listening(self: FrameReader, data: bytes) -> list[dict[str, Any]]:
        messages = feed(self, data)
        told.extend(copy.deepcopy(messages))
        return messages

    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FrameReader, "feed", listening)
        with Bench(tmp_path_factory.mktemp("talk"), PROGRAM) as bench:
            for function in ("threads", "process", "pools", "fails"):
                for hold in (None, Hold(joined=True)):
                    told.clear()
                    bench.call(function, Task(), hold=hold)
                    found.append([m for m in told if m["m"] not in ("hello", "forked", "reaped")])
    assert all(len(each) > 5 for each in found)
    return found


CHANGES = ("drop", "twice", "move", "key", "value", "value", "new")
numbers = st.integers(0, 10_000)
mutations = st.lists(
    st.tuples(st.sampled_from(CHANGES), numbers, numbers, plain), min_size=1, max_size=6
)


@given(which=numbers, changes=mutations, hold=st.sampled_from([None, Hold(joined=True)]))
@settings(usual, max_examples=150)
def test_no_conversation_takes_the_grader_down(
    conversations: list[list[dict[str, Any]]],
    which: int,
    changes: list[tuple[str, int, int, object]],
    hold: Hold | None,
) -> None:
    """Real ones, with messages that are cut out, told twice, out of order, and changed."""
    messages = copy.deepcopy(conversations[which % len(conversations)])
    for change in changes:
        mutate(messages, *change)
    look_at_all_of(observed(messages, hold))


def mutate(
    messages: list[dict[str, Any]], change: str, place: int, other: int, value: object
) -> None:
    if not messages:
        return
    place %= len(messages)
    message = messages[place]
    keys = sorted(message)
    match change:
        case "drop":
            del messages[place]
        case "twice":
            messages.insert(other % len(messages), copy.deepcopy(message))
        case "move":
            messages.insert(other % len(messages), messages.pop(place))
        case "new":
            messages.insert(place, {"m": "event", "k": "begin", "value": value})
        case "key" if keys:
            del message[keys[other % len(keys)]]
        case "value" if keys:
            message[keys[other % len(keys)]] = value


def observed(messages: list[dict[str, Any]], hold: Hold | None) -> Observation:
    """What a real session makes of it, told on real sockets by somebody who then hangs up."""
    limits = Limits(seconds=0.2)
    with switchboard() as (board, connect), tempfile.TemporaryDirectory() as folder:
        control = said_hello(connect(), "control", "control")
        speaker = said_hello(connect(), "token", "events")
        while board.find("control") is None:
            list(board.hear(0.01))
        line = board.find("control")
        assert line is not None
        speaker.setblocking(False)
        with contextlib.suppress(BlockingIOError, ValueError, ProtocolError):
            for message in messages:
                speaker.sendall(frame(as_told_by(message)))
        speaker.shutdown(socket.SHUT_WR)
        session = Session(
            board, line, token="token", pid=PID, hold=hold, limits=limits, output=Path(folder, "o")
        )
        heard = session.run()
        session.runs_on()
        control.close()
    return observation_of(heard, {"status": 0, "left": []}, b"", left=(), stacks=())


def as_told_by(message: dict[str, Any]) -> dict[str, Any]:
    """The message as the process would tell it that the session is about."""
    told = {**message, "pid": PID} if "pid" in message else message
    if isinstance(told.get("event"), dict):
        told = {**told, "event": {**told["event"], "pid": PID}}
    return told


def said_hello(connection: socket.socket, token: str, role: str) -> socket.socket:
    connection.sendall(frame({"m": "hello", "token": token, "pid": PID, "role": role}))
    return connection


def look_at_all_of(observation: Observation) -> None:
    """Whatever checks, reports and pictures ask of it."""
    request = Request(("threads",), (Task(),))
    seen = Seen(observation, request, Code(PROGRAM), "program.py")
    for thing in (observation.trace, seen):
        for name in dir(type(thing)):
            if not name.startswith("_") and not callable(getattr(type(thing), name, None)):
                with contextlib.suppress(CheckFailed):
                    getattr(thing, name)
    with contextlib.suppress(CheckFailed):
        seen.ended()
    for each in (cpu_parallelism, waiting_parallelism):
        each(observation.trace)
    timeline_of(observation, "threads")
    json.dumps([event.as_json() for event in observation.trace.events])
    assert isinstance(observation.ending, Ending)

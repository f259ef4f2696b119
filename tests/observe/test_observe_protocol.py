"""Values keep their exact type on the wire, and no bytes can do worse than be refused."""

from __future__ import annotations

import json
import random
import socket
import struct
from collections import namedtuple
from typing import Any

import pytest

from grader.observe import protocol
from grader.observe.events import event_of
from grader.observe.protocol import (
    FrameReader,
    Opaque,
    ProtocolError,
    decode,
    encode,
    frame,
    parse,
    receive,
)

PLAIN = [
    None,
    True,
    False,
    0,
    1,
    -1,
    2**53 - 1,
    2**53,
    -(2**53),
    2**64 + 1,
    -(10**4000),
    0.0,
    -0.0,
    1.0,
    0.1,
    5e-324,
    float("inf"),
    float("-inf"),
    float("nan"),
    "",
    "naïve ✓",
    "\ud800",
    "\x00",
    b"",
    b"\x00\xff",
    [],
    (),
    {},
    [()],
    ([],),
    (None,),
    ("users", 2024),
    {"list": [1]},
    {"int": "0x1"},
    {"opaque": ["a", "b"]},
    {1: "one", False: "zero", None: 0, 2.5: (), (1, (2,)): [3], b"k": "v"},
    [{"rows": [(1, 1.0, True), {"deep": [[[]]]}]}],
]


@pytest.mark.parametrize("value", PLAIN, ids=lambda value: type(value).__name__)
def test_a_plain_value_comes_back_with_its_exact_type(value: Any) -> None:
    """A repr tells True from 1, 1 from 1.0, 0.0 from -0.0, and a tuple from a list."""
    (message,) = FrameReader().feed(frame({"value": encode(value)}))
    assert repr(decode(message["value"])) == repr(value)


class Lying(int):
    def __repr__(self) -> str:
        return "1"


class Silent:
    def __repr__(self) -> str:
        raise SystemExit("no repr for you")


class Long:
    def __repr__(self) -> str:
        return "x" * 10_000


Pair = namedtuple("Pair", "a b")

NOT_PLAIN = [
    (Lying(1), Opaque("Lying", "1")),
    (Pair(1, 2), Opaque("Pair", "Pair(a=1, b=2)")),
    ({1}, Opaque("set", "{1}")),
    (range(3), Opaque("range", "range(0, 3)")),
    (1j, Opaque("complex", "1j")),
    (bytearray(b"a"), Opaque("bytearray", "bytearray(b'a')")),
    (Silent(), Opaque("Silent", "<an object whose repr fails>")),
    (Long(), Opaque("Long", "x" * 199 + "…")),
]


@pytest.mark.parametrize(("value", "told"), NOT_PLAIN, ids=lambda v: type(v).__name__)
def test_what_is_not_plain_travels_as_its_type_and_a_short_repr(value: Any, told: Opaque) -> None:
    """Also a subclass of a plain type, and an object whose repr raises even SystemExit."""
    assert decode(encode(value)) == told


def test_a_generator_is_told_and_not_run() -> None:
    """A function that yields instead of returning is shown as what it returned."""
    ran: list[int] = []
    told = decode(encode(ran.append(number) for number in range(3)))
    assert isinstance(told, Opaque)
    assert told.type_name == "generator"
    assert ran == []


def test_what_is_not_plain_is_told_where_it_stands_in_a_plain_value() -> None:
    """The plain values around it arrive as they are."""
    assert decode(encode([1, ({2},)])) == [1, (Opaque("set", "{2}"),)]


def test_a_cycle_ends_in_an_opaque() -> None:
    """A list that holds itself is told to a depth, and no deeper."""
    cycle: list[Any] = []
    cycle.append(cycle)
    told, depth = decode(encode(cycle)), 0
    while isinstance(told, list):
        (told,), depth = told, depth + 1
    assert told == Opaque("list", "<nested too deep, or too large>")
    assert depth == protocol.MAX_DEPTH


@pytest.mark.parametrize("make", [lambda a: [a, a], lambda a: (a, a), lambda a: {1: a, 2: a}])
def test_shared_parts_that_unfold_without_end_are_cut(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty doublings are 10¹² items, of the value as of its repr; neither is unfolded."""
    monkeypatch.setattr(protocol, "MAX_ITEMS", 2_000)
    value: Any = []
    for _ in range(40):
        value = make(value)
    assert len(frame({"value": encode(value)})) < 100_000


def test_the_deepest_value_that_travels_can_be_read_again() -> None:
    """A value of the greatest depth comes back whole."""
    value: Any = 7
    for _ in range(protocol.MAX_DEPTH):
        value = (value,)
    assert decode(encode(value)) == value


def test_frames_may_be_cut_anywhere() -> None:
    """However a stream is cut in two, the same messages come out, in their order."""
    messages = [{"m": "one"}, {}, {"m": "three", "list": [1, 2]}]
    stream = b"".join(frame(message) for message in messages)
    for cut in range(len(stream) + 1):
        reader = FrameReader()
        assert reader.feed(stream[:cut]) + reader.feed(stream[cut:]) == messages


def test_frames_may_arrive_byte_by_byte() -> None:
    """A message is handed over with its last byte, and not before."""
    reader, stream = FrameReader(), frame({"m": "one"})
    heard = [reader.feed(stream[at : at + 1]) for at in range(len(stream))]
    assert heard == [[]] * (len(stream) - 1) + [[{"m": "one"}]]


REFUSED = {
    "a length beyond the limit": struct.pack(">I", protocol.MAX_FRAME + 1),
    "the greatest length": b"\xff\xff\xff\xff",
    "an HTTP request": b"GET / HTTP/1.1\r\n\r\n",
    "an empty frame": struct.pack(">I", 0),
    "no JSON": struct.pack(">I", 3) + b"abc",
    "JSON cut short": struct.pack(">I", 4) + b'{"a"',
    "no UTF-8": struct.pack(">I", 4) + b'"\xff\xfe"',
    "a list": struct.pack(">I", 2) + b"[]",
    "a text": struct.pack(">I", 3) + b'"m"',
    "a number": struct.pack(">I", 1) + b"1",
    "null": struct.pack(">I", 4) + b"null",
    "a number of 5,000 digits": struct.pack(">I", 5_000) + b"1" * 5_000,
    "lists without end": struct.pack(">I", 200_000) + b"[" * 200_000,
    "objects without end": struct.pack(">I", 500_000) + b'{"a":' * 100_000,
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_a_message_is_refused(data: bytes) -> None:
    """Too long, not JSON, or not an object."""
    with pytest.raises(ProtocolError):
        FrameReader().feed(data)


def test_a_message_that_is_too_long_is_not_sent() -> None:
    """The sending side finds it out, before the other side would refuse it."""
    with pytest.raises(ProtocolError, match="longer than"):
        frame({"value": "x" * protocol.MAX_FRAME})


BAD_VALUES: list[Any] = [
    [],
    {},
    {"int": "1", "float": "1"},
    {"set": [1]},
    {"int": 1},
    {"int": "one"},
    {"float": "one"},
    {"float": 10**400},
    {"float": None},
    {"bytes": "0"},
    {"bytes": 1},
    {"list": 1},
    {"list": [[]]},
    {"tuple": None},
    {"dict": "abc"},
    {"dict": [[1]]},
    {"dict": [[1, 2, 3]]},
    {"dict": [[{"list": []}, 1]]},
    {"dict": [[{"dict": []}, 1]]},
    {"opaque": []},
    {"opaque": {}},
    {"opaque": None},
]


@pytest.mark.parametrize("data", BAD_VALUES, ids=ascii)
def test_what_no_encoder_writes_is_refused(data: Any) -> None:
    """A forged value is nonsense, and not an error of the grader's."""
    with pytest.raises(ProtocolError):
        decode(data)


def test_a_forged_value_may_be_nested_without_end() -> None:
    """Deeper than Python recurses is refused as well."""
    data: Any = 1
    for _ in range(20_000):
        data = {"list": [data]}
    with pytest.raises(ProtocolError):
        decode(data)


def test_no_bytes_do_worse_than_be_refused() -> None:
    """Random bytes, and frames of random bytes, are messages or a `ProtocolError`."""
    chance = random.Random(20_240_501)
    refused = 0
    for _ in range(3_000):
        body = chance.randbytes(chance.randrange(40))
        framed = struct.pack(">I", len(body)) + body
        try:
            FrameReader().feed(chance.choice([body, framed, framed * 2]))
        except ProtocolError:
            refused += 1
    assert refused > 1_000


EVENT = {
    "m": "event",
    "k": "begin",
    "t": 1,
    "pid": 2,
    "tid": 3,
    "thread": "MainThread",
    "by": "learner",
    "line": 4,
    "call": "2.3.1",
    "task": "func",
    "args": [{"list": [1, {"float": "nan"}]}, {"int": "0x1"}],
    "kwargs": {"b": {"bytes": "00ff"}},
}


def test_no_garbled_event_does_worse_than_be_refused() -> None:
    """A real event, with bytes of it changed, is an event, a message, or a `ProtocolError`."""
    chance = random.Random(20_240_502)
    whole = json.dumps(EVENT).encode()
    outcomes = {"refused": 0, "event": 0}
    for _ in range(5_000):
        garbled = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            garbled[chance.randrange(len(garbled))] = chance.choice(b'{}[]":,0x1-eE\xff na')
        try:
            event = event_of(parse(bytes(garbled)))
            [decode(arg) for arg in event.facts["args"]]
            outcomes["event"] += 1
        except ProtocolError:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 100, outcomes


@pytest.mark.parametrize("left_out", sorted(EVENT.keys() - {"m", "line"}))
def test_an_event_that_lacks_something_is_refused(left_out: str) -> None:
    """Each of its facts must be there; a line alone may be missing, as if it were None."""
    with pytest.raises(ProtocolError):
        event_of({name: value for name, value in EVENT.items() if name != left_out})


def test_an_event_needs_no_line() -> None:
    """An event without a line is one that no line of the learner's led to."""
    assert event_of({name: EVENT[name] for name in EVENT if name != "line"}).line is None


WRONG_TYPES = [
    *((name, wrong) for name in ("t", "pid", "tid") for wrong in (1.5, "1", None, [])),
    *((name, wrong) for name in ("k", "thread", "by", "call", "task") for wrong in (1, None, [])),
    *(("line", wrong) for wrong in ("4", 4.0, [])),
    *(("args", wrong) for wrong in ({}, "ab", None)),
    *(("kwargs", wrong) for wrong in ([], "ab", None)),
    ("k", "unknown"),
]


@pytest.mark.parametrize(("name", "wrong"), WRONG_TYPES)
def test_an_event_with_a_fact_of_another_type_is_refused(name: str, wrong: Any) -> None:
    """What later code relies on is checked as it arrives."""
    with pytest.raises(ProtocolError):
        event_of({**EVENT, name: wrong})


def test_an_event_is_what_its_message_says() -> None:
    """What all events have becomes attributes; the rest, facts."""
    event = event_of(EVENT)
    assert (event.kind, event.time_ns, event.pid, event.tid) == ("begin", 1, 2, 3)
    assert (event.thread, event.by, event.line, event.own) == ("MainThread", "learner", 4, True)
    assert set(event.facts) == {"call", "task", "args", "kwargs"}
    assert event.as_json() == {
        "kind": "begin",
        "time_ns": 1,
        **{name: EVENT[name] for name in EVENT if name not in ("m", "k", "t")},
    }


@pytest.mark.parametrize(
    ("by", "own"),
    [
        ("learner", True),
        ("helper", True),
        ("concurrent.futures.thread", False),
        ("threading", False),
        ("multiprocessing.pool", False),
    ],
)
def test_the_inside_of_a_pool_is_not_the_program(by: str, own: bool) -> None:
    """An event is the program's own unless the library did it."""
    assert event_of({**EVENT, "by": by}).own is own


def test_a_message_is_received_over_a_socket() -> None:
    """`receive` waits for one message, and tells the end of the connection by None."""
    here, there = socket.socketpair()
    with here, there:
        there.sendall(frame({"m": "one"}) + frame({"m": "two"}) + b"\x00\x00")
        there.shutdown(socket.SHUT_WR)
        assert [receive(here), receive(here), receive(here)] == [{"m": "one"}, {"m": "two"}, None]


def test_a_length_beyond_the_limit_is_refused_by_receive() -> None:
    """No buffer is made for what nobody sends."""
    here, there = socket.socketpair()
    with here, there:
        there.sendall(b"\xff\xff\xff\xff")
        with pytest.raises(ProtocolError):
            receive(here)

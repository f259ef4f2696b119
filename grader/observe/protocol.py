"""What the grader and a learner's process say to each other: framed JSON over a local socket.

A frame is four bytes of length, big-endian, and that many bytes of JSON: one object. Nothing
that comes from a learner's process is ever unpickled or evaluated, and a frame that is too
long or is not an object raises `ProtocolError`, never anything else.

This module runs on both sides, so it imports the standard library only, and little of it:
spawned children pay for every import.
"""

from __future__ import annotations

import math
import socket
import struct
from json import dumps, loads  # by name: a program may put its own into the module
from typing import Any, NamedTuple

MAX_FRAME = 16 * 1024 * 1024
"""Bytes of one frame; a result that is larger is told as too large by the sending side."""
MAX_DEPTH = 60
"""Levels of nesting that a value may have; deeper ones, and cycles, travel as `Opaque`."""
MAX_ITEMS = 200_000
"""Items of a value, all levels together."""
MAX_BITS = 14_000
"""Bits of an int; Python writes no longer ones in decimal by default."""
MAX_REPR = 200
"""Characters of a foreign object's repr that travel with it."""

_HEADER = struct.Struct(">I")
_JSON_SAFE_INT = 2**53


class ProtocolError(Exception):
    """The other side sent something that is not a message."""


class Opaque(NamedTuple):
    """A value that is not plain: what a learner's function returned instead of plain values."""

    type_name: str
    text: str


def frame(message: dict[str, Any]) -> bytes:
    """Return ``message`` as one frame."""
    body = dumps(message, separators=(",", ":")).encode("ascii")
    if len(body) > MAX_FRAME:
        raise ProtocolError(f"a message of {len(body)} bytes is longer than {MAX_FRAME}")
    return _HEADER.pack(len(body)) + body


def parse(body: bytes) -> dict[str, Any]:
    """Return the object that ``body``, a frame without its header, holds."""
    try:
        message = loads(body)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("a frame that is not JSON") from error
    if not isinstance(message, dict):
        raise ProtocolError("a frame that is not an object")
    return message


class FrameReader:
    """Cuts a stream of bytes, as it arrives, into messages."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[dict[str, Any]]:
        """Take more bytes; return the messages that are complete now."""
        self._buffer += data
        messages = []
        while (body := self._next_body()) is not None:
            messages.append(parse(body))
        return messages

    def _next_body(self) -> bytes | None:
        if len(self._buffer) < _HEADER.size:
            return None
        (length,) = _HEADER.unpack_from(self._buffer)
        if length > MAX_FRAME:
            raise ProtocolError(f"a frame that claims {length} bytes")
        end = _HEADER.size + length
        if len(self._buffer) < end:
            return None
        body = bytes(self._buffer[_HEADER.size : end])
        del self._buffer[:end]
        return body


def receive(connection: socket.socket) -> dict[str, Any] | None:
    """Wait for one message; None when the other side has closed the connection."""
    header = _receive_exactly(connection, _HEADER.size)
    if header is None:
        return None
    (length,) = _HEADER.unpack(header)
    if length > MAX_FRAME:
        raise ProtocolError(f"a frame that claims {length} bytes")
    body = _receive_exactly(connection, length)
    return None if body is None else parse(body)


def _receive_exactly(connection: socket.socket, count: int) -> bytes | None:
    chunks = bytearray()
    while len(chunks) < count:
        chunk = connection.recv(count - len(chunks))
        if not chunk:
            return None
        chunks += chunk
    return bytes(chunks)


def connect(address: str | list[Any]) -> socket.socket:
    """Connect to a listener: a path (Unix) or ``[host, port]`` where there are no such sockets."""
    if isinstance(address, str):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.connect(address)
        return connection
    return socket.create_connection((address[0], address[1]))


def encode(value: object) -> Any:
    """Return a plain value as JSON that keeps its exact type; anything else as its repr.

    The test is on the exact type: an int subclass that lies about itself is not plain. Levels
    and items are counted, so cycles and shared parts that unfold without end become `Opaque`.
    """
    return _Encoder().encode(value, depth=0)


class _Encoder:
    def __init__(self) -> None:
        self._items_left = MAX_ITEMS

    def encode(self, value: object, depth: int) -> Any:
        kind = type(value)
        self._items_left -= 1
        if value is None or kind is bool or kind is str:
            return value
        if isinstance(value, int) and kind is int and value.bit_length() <= MAX_BITS:
            return value if -_JSON_SAFE_INT < value < _JSON_SAFE_INT else {"int": hex(value)}
        if isinstance(value, float) and kind is float:
            return value if math.isfinite(value) else {"float": repr(value)}
        if isinstance(value, bytes) and kind is bytes:
            return {"bytes": value.hex()}
        if depth < MAX_DEPTH and self._items_left > 0:
            if isinstance(value, list | tuple) and kind in (list, tuple):
                return {kind.__name__: [self.encode(item, depth + 1) for item in value]}
            if isinstance(value, dict) and kind is dict:
                return {
                    "dict": [[self.encode(half, depth + 1) for half in p] for p in value.items()]
                }
        if kind in (list, tuple, dict):  # its repr may be as endless as it is
            return {"opaque": [kind.__name__, "<nested too deep, or too large>"]}
        return {"opaque": [kind.__name__, safe_repr(value)]}


def safe_repr(value: object) -> str:
    """Return a short repr, also of an object whose repr raises."""
    try:
        text = hex(value) if type(value) is int else repr(value)
    except BaseException:  # noqa: BLE001 - a learner's __repr__ may raise anything
        return "<an object whose repr fails>"
    return text if len(text) <= MAX_REPR else text[: MAX_REPR - 1] + "…"


def decode(data: Any) -> Any:
    """Return the value that `encode` was given; `Opaque` for what was not plain."""
    if not isinstance(data, dict):
        if isinstance(data, list):
            raise ProtocolError("a bare list is not an encoded value")
        return data
    if len(data) != 1:
        raise ProtocolError("an encoded value has exactly one tag")
    ((tag, content),) = data.items()
    try:
        return _DECODERS[tag](content)
    except (LookupError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise ProtocolError(f"not an encoded value: {tag}") from error


_DECODERS: dict[str, Any] = {
    "int": lambda text: int(text, 16),
    "float": float,
    "bytes": bytes.fromhex,
    "list": lambda items: [decode(item) for item in items],
    "tuple": lambda items: tuple(decode(item) for item in items),
    "dict": lambda pairs: {decode(key): decode(value) for key, value in pairs},
    "opaque": lambda pair: Opaque(str(pair[0]), str(pair[1])),
}

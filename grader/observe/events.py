"""One thing that was seen in a learner's program, checked as it arrives."""

from __future__ import annotations

from math import isfinite
from typing import Any, NamedTuple

from grader.observe.protocol import ProtocolError

_COMMON: dict[str, type | tuple[type, ...]] = {
    "t": int,
    "pid": int,
    "tid": int,
    "thread": str,
    "by": str,
    "line": (int, type(None)),
}
_NUMBER_OR_NONE = (int, type(None))
_WORKER: dict[str, Any] = {"what": str, "worker": int}
_REQUIRED: dict[str, dict[str, Any]] = {
    "call": {"name": str},
    "over": {},
    "begin": {"call": str, "task": str, "args": list, "kwargs": dict},
    "end": {"call": str, "cpu": (int, float)},
    "made": {"worker": int, "cls": str, "target": dict, "args_type": str},
    "start": _WORKER,
    "started": {**_WORKER, "new": _NUMBER_OR_NONE},
    "start_failed": {**_WORKER, "error": str, "message": str},
    "join": {**_WORKER, "timed": bool},
    "joined": {**_WORKER, "alive": bool},
    "join_failed": {**_WORKER, "error": str, "message": str},
    "thread_begin": {**_WORKER, "ident": int},
    "thread_end": {"worker": int},
    "uncaught": {"worker": int, "error": str, "message": str},
    "process_begin": {"parent": _NUMBER_OR_NONE},
    "pool": {"pool": int, "cls": str, "workers": _NUMBER_OR_NONE},
    "given": {"how": str, "pool": int, "work": dict, "chunksize": _NUMBER_OR_NONE},
    "shutdown": {"pool": int},
    "shut_down": {"pool": int},
    "clock": {"clock": str, "value": (int, float)},
    "name_read": {"worker": int, "mine": bool, "name": str},
    "renamed": {"worker": int},
    "sleep": {"seconds": (int, float)},
    "trespass": {"path": str},
}


_FULL = {kind: {**_COMMON, **types} for kind, types in _REQUIRED.items()}
_OPTIONAL: dict[str, Any] = {
    "waited": (int, float),
    "gil": bool,
    "interpreter": int,
    "exitcode": _NUMBER_OR_NONE,
}
"""What some events tell besides, if they tell it."""

_MACHINERY = ("concurrent.futures", "multiprocessing", "threading")


class Event(NamedTuple):
    """What happened, when, and in which thread."""

    kind: str
    time_ns: int
    """On the machine's monotonic clock, which all its processes share."""
    pid: int
    tid: int
    thread: str
    by: str
    """``learner``, or the module that did it, such as ``concurrent.futures.thread``."""
    line: int | None
    """The learner's line, None where no line of theirs led there."""
    facts: dict[str, Any]

    @property
    def own(self) -> bool:
        """Whether the learner's program did it, and not the inside of a pool for it."""
        return not self.by.startswith(_MACHINERY)

    def as_json(self) -> dict[str, Any]:
        """Return the event as plain data, for a report's trace."""
        common = {"kind": self.kind, "time_ns": self.time_ns, "pid": self.pid, "tid": self.tid}
        return {**common, "thread": self.thread, "by": self.by, "line": self.line, **self.facts}


def event_of(message: dict[str, Any]) -> Event:
    """Return the event that a message tells of; `ProtocolError` if it is not one."""
    kind = message.get("k")
    if not isinstance(kind, str) or kind not in _REQUIRED:
        raise ProtocolError(f"an event of no known kind: {kind!r}")
    for name, types in _FULL[kind].items():
        value = message.get(name)
        if not isinstance(value, types) or (name in _DESCRIBED and not _is_description(value)):
            raise ProtocolError(f"an event {kind!r} whose {name!r} is not what it must be")
    for name, value in message.items():
        wrong = name in _OPTIONAL and not isinstance(value, _OPTIONAL[name])
        if wrong or (type(value) is float and not isfinite(value)):
            raise ProtocolError(f"an event {kind!r} whose {name!r} is not what it must be")
    facts: dict[str, Any] = dict.fromkeys(_REQUIRED[kind])  # what may be None may be left out
    facts.update((name, value) for name, value in message.items() if name not in _KNOWN)
    return Event(
        kind=kind,
        time_ns=message["t"],
        pid=message["pid"],
        tid=message["tid"],
        thread=message["thread"],
        by=message["by"],
        line=message.get("line"),
        facts=facts,
    )


_DESCRIBED = frozenset({"target", "work"})
_KNOWN = frozenset({*_COMMON, "k", "m"})


def _is_description(value: object) -> bool:
    """Whether this is what `inside.describe.describe_callable` makes."""
    return isinstance(value, dict) and isinstance(value.get("kind"), str)

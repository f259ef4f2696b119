"""Probes on `threading.Thread`: made, started, begun, ended, joined."""

from __future__ import annotations

import functools
from collections.abc import Callable
from threading import Thread, get_ident
from typing import Any

from grader.observe.inside.describe import describe_callable, error_facts, of
from grader.observe.inside.recorder import Place, Recorder

RECORDER = "_grader_recorder"
"""The attribute of the probed `Thread.start` that leads to this process's recorder."""


def install(recorder: Recorder) -> None:
    """Replace the methods of `Thread` by ones that report and then do the same."""
    Thread.__init__ = _init(recorder, Thread.__init__)  # type: ignore[method-assign]
    Thread.start = _start(recorder, Thread.start)  # type: ignore[method-assign,assignment]
    Thread.join = _join(recorder, Thread.join)  # type: ignore[method-assign]
    setattr(Thread.start, RECORDER, recorder)


def _init(recorder: Recorder, original: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(original)
    def __init__(self: Thread, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        place = recorder.place()
        # The library makes a _DummyThread for a thread that asks for its name and is not a Thread.
        if not place.in_pool and type(self).__name__ != "_DummyThread":
            recorder.event("made", place, worker=recorder.key(self), **_plan(self, args, kwargs))
        original(self, *args, **kwargs)

    return __init__


def _plan(thread: Thread, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """Return what a thread was told to do, from its constructor's arguments."""
    names = ("group", "target", "name", "args", "kwargs")
    given = dict(zip(names, args, strict=False)) | kwargs
    cls = type(thread)
    target_args, target_kwargs = given.get("args", ()), given.get("kwargs")
    return {
        "cls": cls.__name__,
        "own_run": cls.run is not Thread.run,
        "own_start": cls.start is not Thread.start,
        "group": None if given.get("group") is None else describe_callable(given["group"]),
        "target": describe_callable(given.get("target")),
        "args_type": type(target_args).__name__,
        "args_count": of(lambda: len(target_args)),
        "kwargs_count": of(lambda: len(target_kwargs or ())),
    }


def _start(recorder: Recorder, original: Callable[[Thread], None]) -> Callable[[Thread], None]:
    @functools.wraps(original)
    def start(self: Thread) -> None:
        place, key = recorder.place(), recorder.key(self)
        facts = {"what": "thread", "worker": key, "daemon": of(lambda: self.daemon)}
        recorder.event("start", place, **facts)
        take_back = _announce_run(recorder, self, key, place)
        try:
            original(self)
        except BaseException as error:
            take_back()
            recorder.event("start_failed", place, **facts, **error_facts(error))
            raise
        name = str(of(lambda: self.name))
        recorder.event("started", place, **facts, new=self.native_id, name=name)

    return start


def _announce_run(recorder: Recorder, thread: Thread, key: int, place: Place) -> Callable[[], None]:
    """Have the thread's run() report when it begins and ends; return a function that undoes it.

    `run` is replaced on the instance, for this one run: it is the public hook that a subclass
    overrides as well, so no private method of the library is touched.
    """
    own = thread.__dict__.get("run")
    run = thread.run

    def take_back() -> None:
        if own is None:
            thread.__dict__.pop("run", None)
        else:
            thread.__dict__["run"] = own

    def announced() -> None:
        take_back()
        facts = {"what": "thread", "worker": key, "ident": get_ident(), "started_by": place.caller}
        message = recorder.stamped("thread_begin", place, facts)
        if recorder.passport.births and not place.in_pool:
            recorder.wire.ask({"m": "wait", "for": "birth", "event": message})
        else:
            recorder.wire.send(message)
        try:
            run()
        except BaseException as error:
            line = recorder.line_of(error) or place.line
            told = Place(line, place.caller)
            recorder.event("uncaught", told, worker=key, **error_facts(error))
            raise
        finally:
            recorder.event("thread_end", place, worker=key)

    thread.__dict__["run"] = announced
    return take_back


def _join(recorder: Recorder, original: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(original)
    def join(self: Thread, timeout: float | None = None) -> None:
        place, key = recorder.place(), recorder.key(self)
        facts = {"what": "thread", "worker": key, "timeout": of(lambda: float(timeout or 0))}
        facts |= {"timed": timeout is not None, "name": str(of(lambda: self.name))}
        recorder.event("join", place, **facts)
        try:
            original(self, recorder.shortened(timeout, place))
        except BaseException as error:
            recorder.event("join_failed", place, **facts, **error_facts(error))
            raise
        recorder.event("joined", place, **facts, alive=self.is_alive())

    return join

"""Probes on the pools: made, given work, shut down."""

from __future__ import annotations

import functools
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing.pool import Pool
from typing import Any

from grader.observe.inside.describe import describe_callable
from grader.observe.inside.recorder import Recorder

_POOL_WORK = ("apply", "apply_async", "map", "map_async", "starmap", "starmap_async")
_POOL_LAZY_WORK = ("imap", "imap_unordered")


def install(recorder: Recorder) -> None:
    """Report what happens to executors and to ``multiprocessing``'s pools."""
    for cls in (ThreadPoolExecutor, ProcessPoolExecutor):
        _wrap(cls, "__init__", lambda original: _made(recorder, original))
        _wrap(cls, "submit", lambda original: _given(recorder, "submit", original))
        _wrap(cls, "shutdown", lambda original: _shut_down(recorder, original))
    for holder in (Executor, ProcessPoolExecutor):
        _wrap(holder, "map", lambda original: _given(recorder, "map", original))
    _wrap(Pool, "__init__", lambda original: _made(recorder, original))
    for method in (*_POOL_WORK, *_POOL_LAZY_WORK):
        _wrap(Pool, method, functools.partial(_given, recorder, method))
    for method in ("close", "terminate"):
        _wrap(Pool, method, lambda original: _shut_down(recorder, original))


def _wrap(cls: type, method: str, probe: Callable[[Any], Any]) -> None:
    setattr(cls, method, probe(getattr(cls, method)))


def _made(recorder: Recorder, original: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(original)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        original(self, *args, **kwargs)
        # No public attribute tells the size; both libraries have kept these for years.
        workers = getattr(self, "_max_workers", None) or getattr(self, "_processes", None)
        kind = next(c.__name__ for c in type(self).__mro__ if c.__module__.startswith(_LIBRARIES))
        recorder.event("pool", pool=recorder.key(self), cls=kind, workers=workers)

    return __init__


_LIBRARIES = ("concurrent.futures", "multiprocessing")


def _given(recorder: Recorder, how: str, original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def give(self: Any, *args: Any, **kwargs: Any) -> Any:
        place = recorder.place()
        if not place.in_pool:  # map() calls submit(): one gift, not many
            work = args[0] if args else kwargs.get("fn", kwargs.get("func"))
            facts = {"how": how, "pool": recorder.key(self), "work": describe_callable(work)}
            facts["iterables"] = len(args) - 1
            facts["chunksize"] = _whole(kwargs.get("chunksize"))
            recorder.event("given", place, **facts)
        return original(self, *args, **kwargs)

    return give


def _whole(number: object) -> int | None:
    return number if type(number) is int else None


def _shut_down(recorder: Recorder, original: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(original)
    def shut_down(self: Any, *args: Any, **kwargs: Any) -> None:
        place, key = recorder.place(), recorder.key(self)
        recorder.event("shutdown", place, pool=key)
        original(self, *args, **kwargs)
        recorder.event("shut_down", place, pool=key)

    return shut_down

"""Probes on the standard library's own classes, so that every import style and subclass is seen.

`install` is called once in each process: in the observed one before the learner's file is
imported, in a spawned or forkserver child when its `Boarding` is unpickled; a forked child
inherits the probes and starts its recorder afresh.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import sys
import threading

from grader.observe.inside.probes import (
    clocks,
    guards,
    names,
    processes,
    sleeps,
    threads,
)
from grader.observe.inside.recorder import Passport, Recorder

_POOLS = ("concurrent.futures.thread", "concurrent.futures.process", "multiprocessing.pool")
"""Modules that take as long to import as the rest of a spawned child, which seldom uses them."""
_WATCHES = {"clocks": clocks.install, "names": names.install}


def install(passport: Passport) -> Recorder:
    """Install every probe in this process, unless they are there; return its recorder."""
    found = getattr(threading.Thread.start, threads.RECORDER, None)
    if isinstance(found, Recorder):
        return found
    recorder = Recorder(passport)
    threads.install(recorder)
    processes.install(recorder, Boarding(passport))
    if multiprocessing.parent_process() is None or not sys.modules.keys().isdisjoint(_POOLS):
        from grader.observe.inside.probes import executors

        executors.install(recorder)
    guards.install(recorder)
    if passport.hurry or "sleeps" in passport.watch:
        sleeps.install(recorder)
    for name in _WATCHES.keys() & set(passport.watch):
        _WATCHES[name](recorder)
    _register_stacks(passport)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(
            before=recorder.before_fork, after_in_child=lambda: _after_fork(recorder)
        )
    return recorder


class Boarding:
    """Travels with a `Process`; being unpickled in the child, it installs the probes there."""

    def __init__(self, passport: Passport) -> None:
        self._passport = passport

    def __reduce__(self) -> tuple[object, ...]:
        return _board, (self._passport,)


def _board(passport: Passport) -> Boarding:
    recorder = install(passport)
    parent = multiprocessing.parent_process()
    recorder.event(
        "process_begin",
        how=multiprocessing.get_start_method(allow_none=True),
        parent=parent.pid if parent is not None else None,
    )
    return Boarding(passport)


def _after_fork(recorder: Recorder) -> None:
    recorder.after_fork()
    _register_stacks(recorder.passport)


def _register_stacks(passport: Passport) -> None:
    """Have a signal write every thread's stack to a file, also while no bytecode can run."""
    if hasattr(faulthandler, "register"):
        path = os.path.join(passport.stacks, f"{os.getpid()}.txt")  # noqa: PTH118 - no pathlib here
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        faulthandler.register(signal.SIGUSR1, file=descriptor, all_threads=True, chain=False)

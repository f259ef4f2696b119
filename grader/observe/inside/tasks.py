"""The callables that the grader hands to a learner's function.

They announce that they begin, wait at the gate, do their work and announce that they end. They
pickle, and in a spawned child they bring the probes along.
"""

from __future__ import annotations

import builtins
import os
import sys
import time

# By name: what a program puts into these modules later is its own affair.
from os import getpid
from threading import get_native_id
from time import monotonic_ns, thread_time_ns
from typing import Any

from grader.observe.inside import probes
from grader.observe.inside.describe import error_facts
from grader.observe.inside.interpreter import gil_is_enabled, interpreter_id
from grader.observe.inside.recorder import Passport, Place, Recorder
from grader.observe.protocol import decode, encode

_sleep = time.sleep  # bound before the probe on time.sleep is in place: tasks are not hurried


class Task:
    """A callable whose every call is seen; ``spec`` is `observe.request.Task` as plain data.

    It tells besides, as ``home``, the process that calls the learner's function.
    """

    is_graders_task = True

    def __init__(self, passport: Passport, spec: dict[str, Any]) -> None:
        self._passport = passport
        self._spec = spec
        self.__name__ = self.__qualname__ = str(spec["name"])
        self.__module__ = "__main__"  # as Python's own messages name a learner's function

    def __reduce__(self) -> tuple[object, ...]:
        return _task, (self._passport, self._spec)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Begin, wait at the gate, work, end."""
        recorder = probes.install(self._passport)
        place = recorder.place()
        call = f"{getpid()}.{get_native_id()}.{monotonic_ns()}"
        self._begin(recorder, place, call, args, kwargs)
        cpu = thread_time_ns()
        ended: dict[str, Any] = {}
        try:
            return self._work(args)
        except (Exception, SystemExit) as error:
            ended = error_facts(error)
            raise
        finally:
            spent = (thread_time_ns() - cpu) / 1e9
            waited = self._seconds()
            recorder.event("end", place, call=call, cpu=spent, waited=waited, **ended)

    def _begin(
        self, recorder: Recorder, place: Place, call: str, args: tuple[Any, ...], kwargs: Any
    ) -> None:
        facts = {
            "call": call,
            "task": self.__name__,
            "args": [encode(arg) for arg in args],
            "kwargs": {str(name): encode(value) for name, value in kwargs.items()},
            "given": any(id(arg) in recorder.given for arg in args),
            "gil": gil_is_enabled(),
            "interpreter": interpreter_id(),
        }
        message = recorder.stamped("begin", place, facts)
        if recorder.passport.gate:
            recorder.wire.ask({"m": "wait", "for": "task", "event": message})
        else:
            recorder.wire.send(message)

    def _work(self, args: tuple[Any, ...]) -> Any:
        if self._seconds():
            _sleep(self._seconds())
        if self._spec["cpu_seconds"]:
            _spin(self._spec["cpu_seconds"])
        if self._spec["killed_by"] is not None:
            os.kill(os.getpid(), self._spec["killed_by"])
        if self._spec["exits"] is not None:
            sys.exit(self._spec["exits"])
        asked = repr([encode(arg) for arg in args])  # repr tells True from 1 and 1 from 1.0
        for when, error, message in self._spec["raises"]:
            if when is None or repr([when]) == asked:
                raise getattr(builtins, error)(message)
        for when, result in self._spec["returns"]:
            if repr([when]) == asked:
                return self._given(result)
        return self._given(self._spec["result"])

    def _seconds(self) -> float:
        at_home = getpid() == self._spec["home"]
        return float(self._spec["seconds" if at_home else "child_seconds"])

    def _given(self, result: Any) -> Any:
        value = decode(result)
        return value * self._spec["repeat"] if isinstance(value, str) else value


Task.__name__ = "function"  # what a learner reads in messages such as "'function' object is not …"


def _task(passport: Passport, spec: dict[str, Any]) -> Task:
    return Task(passport, spec)


def _spin(seconds: float) -> None:
    """Compute until this thread has used so many CPU seconds, however long that takes."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        sum(range(500))

"""The observed process: load the learner's file, do the job asked for, tell what came of it."""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import sys
import threading
import tokenize
import traceback
import types
from collections.abc import Callable
from typing import Any, NoReturn

from grader.observe.inside import probes
from grader.observe.inside.describe import error_facts
from grader.observe.inside.limits import limit
from grader.observe.inside.recorder import Passport, Recorder
from grader.observe.inside.tasks import Task
from grader.observe.protocol import ProtocolError, decode, encode, frame

_EVERY_CHILD = "grader.observe.inside.tasks"


def run(order: dict[str, Any]) -> NoReturn:
    """Carry out one observation in this process, and end the process."""
    _settle_in(order)
    recorder = probes.install(Passport(**order["passport"]))
    recorder.caller = threading.get_native_id()
    recorder.wire.send({"m": "ready"})
    try:
        outcome = _JOBS[order["job"]](recorder, order)
        with contextlib.suppress(Exception):  # it may have closed it, or printed too much
            sys.stdout.flush()
        _tell(recorder, outcome)
        recorder.wire.listen()
    finally:
        os._exit(0)


def _settle_in(order: dict[str, Any]) -> None:
    os.chdir(order["folder"])
    _redirect(order["output"])
    limit(order["limits"])
    sys.argv = [order["file"]]
    sys.path.insert(0, order["source_folder"])
    if order["own_folder"] is not None:  # last: a helper beside the file, never a stand-in
        sys.path.append(order["own_folder"])
    # Spawned children import the parent's main module again; this one has nothing in it.
    sys.modules["__main__"] = types.ModuleType("__main__")
    if order["start_method"] is not None:
        # The platform's default, not a choice made: a program may still make its own.
        default: Any = multiprocessing.context._default_context
        default._default_context = multiprocessing.get_context(order["start_method"])
        if order["start_method"] == "forkserver":
            # What every child needs is imported once; "__main__" is the library's own default.
            multiprocessing.set_forkserver_preload(["__main__", _EVERY_CHILD])


def _redirect(output: str) -> None:
    """Send what is printed, also by children, to a file, and give nothing to read."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    printed = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(nothing, 0)
    os.dup2(printed, 1)
    os.dup2(printed, 2)


def _load(recorder: Recorder, order: dict[str, Any]) -> dict[str, Any]:
    """Import the file and look for the functions it must define."""
    module = _import(recorder, order)
    if isinstance(module, dict):
        return module
    for name in order["functions"]:
        if not callable(vars(module).get(name)):
            return _missing(module, name)
    return {"m": "loaded"}


def _call(recorder: Recorder, order: dict[str, Any]) -> dict[str, Any]:
    """Import the file and call one function."""
    module = _import(recorder, order)
    if isinstance(module, dict):
        return module
    (name,) = order["functions"]
    function = vars(module).get(name)
    if not callable(function):
        return _missing(module, name)
    return _run(recorder, order, name, function)


def _serial(recorder: Recorder, order: dict[str, Any]) -> dict[str, Any]:
    """Call the grader's own task for one item after another, as a plain loop would."""

    def one_after_another(task: Callable[[Any], Any], items: list[Any]) -> list[Any]:
        return [task(item) for item in items]

    return _run(recorder, order, "one_after_another", one_after_another)


def _run(
    recorder: Recorder, order: dict[str, Any], name: str, function: Callable[..., Any]
) -> dict[str, Any]:
    tasks = [_task(recorder, argument) for argument in order["args"]]
    try:
        for _ in range(order["times"]):
            # Values are made anew, so that no call finds what another has done to them.
            args = [task or _value(arg) for task, arg in zip(tasks, order["args"], strict=True)]
            items = [item for arg in args if isinstance(arg, list) for item in arg]
            recorder.given = {id(thing): thing for thing in [*args, *items]}
            recorder.event("call", name=name)
            value = function(*args)
    except BaseException as error:  # noqa: BLE001 - whatever a learner's code raises is told
        return _failure(recorder, error, "raised")
    return {"m": "returned", "value": encode(value)}


def _script(recorder: Recorder, order: dict[str, Any]) -> dict[str, Any]:
    """Run the file as ``python FILE`` would, so that children find it as the main module."""
    main = types.ModuleType("__main__")
    main.__file__ = order["file"]
    sys.modules["__main__"] = main
    # What a spawned child defines is of this module, and `multiprocessing` has two names for it.
    sys.modules["__mp_main__"] = main
    recorder.event("call", name="__main__")
    try:
        with open(order["file"], "rb") as source:  # noqa: PTH123 - no pathlib in here
            code = compile(source.read(), order["file"], "exec", dont_inherit=True)
        exec(code, main.__dict__)
    except SystemExit as error:
        if error.code in (None, 0):
            return {"m": "returned", "value": None}
        return _failure(recorder, error, "raised")
    except BaseException as error:  # noqa: BLE001 - whatever a learner's code raises is told
        return _failure(recorder, error, "raised")
    return {"m": "returned", "value": None}


_JOBS = {"load": _load, "call": _call, "script": _script, "serial": _serial}


def _task(recorder: Recorder, argument: dict[str, Any]) -> Task | None:
    """Return the task that an argument is, None for a value."""
    if "task" not in argument:
        return None
    return Task(recorder.passport, argument["task"] | {"home": os.getpid()})


def _value(argument: dict[str, Any]) -> Any:
    return decode(argument["value"])


def _import(recorder: Recorder, order: dict[str, Any]) -> types.ModuleType | dict[str, Any]:
    try:
        return importlib.import_module(order["module"])
    except BaseException as error:  # noqa: BLE001 - whatever a learner's code raises is told
        return _failure(recorder, error, "not_loaded")


def _missing(module: types.ModuleType, name: str) -> dict[str, Any]:
    names = [
        found
        for found, thing in vars(module).items()
        if getattr(thing, "__module__", None) == module.__name__
    ]
    return {"m": "missing", "name": name, "names": names[:50]}


def _failure(recorder: Recorder, error: BaseException, what: str) -> dict[str, Any]:
    """Tell of an exception; a syntax error brings its place in the source along."""
    with contextlib.suppress(Exception):  # as above
        traceback.print_exception(error)
    facts = {"m": what, "line": recorder.line_of(error), **error_facts(error)}
    if error.__cause__ is not None:  # a pool's worker sends its traceback along as the cause
        facts["cause"] = error_facts(error.__cause__)["message"]
    if isinstance(error, SystemExit):
        facts["code"] = error.code if type(error.code) is int else None
    if isinstance(error, SyntaxError) and error.filename == recorder.passport.file:
        error = _in_characters(error)
        text = (error.text or "").rstrip("\n")[:500]
        facts |= {"line": error.lineno, "column": error.offset, "text": text, "message": error.msg}
    return facts


def _in_characters(error: SyntaxError) -> SyntaxError:
    """Return the same error with its column in characters; up to 3.12 an import counts bytes."""
    name = str(error.filename)
    with contextlib.suppress(Exception), tokenize.open(name) as source:
        try:
            compile(source.read(), name, "exec", dont_inherit=True)
        except SyntaxError as counted:
            return counted
    return error


def _tell(recorder: Recorder, outcome: dict[str, Any]) -> None:
    """Send the outcome, and who is still alive as the function ends."""
    outcome["threads_alive"] = threading.active_count() - 1
    outcome["processes_alive"] = len(multiprocessing.active_children())
    try:
        frame(outcome)
    except ProtocolError:
        outcome["value"] = {"opaque": ["result", "<a result too large to hand back>"]}
    stamp = recorder.stamped("over", recorder.place(), {})
    recorder.wire.send({**stamp, **outcome})

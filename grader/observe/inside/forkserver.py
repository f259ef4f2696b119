"""The fork server: has imported what a warm child needs, and forks one whenever it is asked to.

It reads orders from standard input, a line of JSON each, and answers each with a line. A warm
child may be forked into the namespaces of another process. What warm children leave behind when
they are killed becomes the fork server's, and is ended with them.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import shutil
import signal
import sys
from typing import Any, NoReturn

from grader.observe.inside import warm
from grader.observe.inside.family import command_of, descendants
from grader.observe.inside.prctl import become_subreaper


def main(mark: str | None = None) -> None:
    """Take orders until the grader hangs up; then end all, and sandboxes that bear the ``mark``."""
    become_subreaper()
    for stream in (sys.stdout, sys.stderr):  # here, once, for every process that is forked
        stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)  # type: ignore[union-attr]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's to handle
    gc.collect()
    gc.freeze()  # what is forked never looks at what was there before, and so copies less of it
    server = ForkServer()
    try:
        while text := sys.stdin.readline():
            order = json.loads(text)
            sys.stdout.write(json.dumps(server.answer(order)) + "\n")
            sys.stdout.flush()
    finally:
        server.end_all()
        if mark is not None:
            _end_sandboxes(mark)


def _end_sandboxes(mark: str) -> None:
    """End what bears the mark among its arguments: sandboxes whose grader was killed.

    They end by themselves, but for one that was just being made: its first process waits for its
    maker, which is dead, and has no order yet to die with it.
    """
    for entry in os.listdir("/proc") if os.path.isdir("/proc") else ():  # noqa: PTH112, PTH208
        if entry.isdigit() and mark in command_of(int(entry)) and int(entry) != os.getpid():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(entry), signal.SIGKILL)


class ForkServer:
    """Knows the warm children that it has forked and not collected yet."""

    def __init__(self) -> None:
        self._warm: dict[int, str] = {}
        """Each with the folder that the grader removes when it ends it."""

    def answer(self, order: dict[str, Any]) -> dict[str, Any]:
        """Carry out an order: ``fork`` a warm child for a place, or ``end`` one by its pid."""
        if order["m"] == "end":
            self._end(order["pid"])
            return {"m": "ended"}
        place, target = order["place"], order["enter"]
        try:
            pid = _fork(place) if target is None else _fork_inside(target, place)
        except OSError as error:
            return {"m": "failed", "reason": str(error)}
        self._warm[pid] = place["folder"]
        return {"m": "forked", "pid": pid}

    def end_all(self) -> None:
        """End every warm child, all that descends from one, and what the grader has no time for.

        There are any only where the grader was killed: else it ends them before the fork server.
        """
        for pid, folder in list(self._warm.items()):
            self._end(pid)
            shutil.rmtree(folder, ignore_errors=True)

    def _end(self, pid: int) -> None:
        family = [pid, *descendants(pid)]
        for each in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        if self._warm.pop(pid, None) is not None:
            os.waitpid(pid, 0)
        while strays := self._strays():
            for stray in strays:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(stray, signal.SIGKILL)
            for stray in strays:
                with contextlib.suppress(ChildProcessError):  # its parent has not ended yet
                    os.waitpid(stray, 0)

    def _strays(self) -> list[int]:
        """Return what descends from no warm child that is known, the eldest first."""
        known = set(self._warm)
        strays = []
        for pid, parent in descendants(os.getpid()).items():
            if pid not in known and parent not in known:
                strays.append(pid)
            else:
                known.add(pid)
        return strays


def _fork(place: dict[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        _begin(place)
    return pid


def _fork_inside(target: int, place: dict[str, Any]) -> int:
    """Fork a process that enters the target's namespaces, and have it fork the warm child there.

    A process stays in the pid namespace in which it began; only its children are in the new one.
    """
    from grader.observe.inside.namespaces import enter

    reading, writing = os.pipe()
    between = os.fork()
    if between == 0:
        with contextlib.suppress(BaseException):
            os.close(reading)
            try:
                enter(target)
                pid = os.fork()
            except OSError as error:
                os.write(writing, f"! {error}".encode())
                os._exit(1)
            if pid == 0:
                os.close(writing)
                _begin(place)
            os.write(writing, str(pid).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as answer:
        told = answer.read()
    os.waitpid(between, 0)
    if not told.isdigit():
        raise OSError(told.removeprefix("! ") or "it ended without a word")
    return int(told)


def _begin(place: dict[str, Any]) -> NoReturn:
    """Become a warm child; the fork server's orders are no business of it."""
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(nothing, 1)
        os.close(nothing)
        os.setpgid(0, 0)
        warm.main(place)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()

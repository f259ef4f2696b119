"""Running a whole program, as ``python program.py`` does, and seeing how it ends."""

from __future__ import annotations

import contextlib
import inspect
import os
import shutil
import signal
import tempfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from grader.models import Limits
from grader.observe.following import STILL_PATIENCE, End, Following
from grader.observe.forkserver import ForkServer
from grader.observe.inside import conditions as settling
from grader.observe.interpreters import Interpreter
from grader.observe.observer import resource_limits
from grader.observe.warm import WarmChild, WarmChildLost

LIMITS = Limits(seconds=5.0, processes=64)
_PROGRAM = "program.py"
_LARGEST_FILE = 64 * 2**20
"""Bytes; more than may be printed, for memory that processes share is a file as well."""
_ALARMS = ("alarm", "setitimer")
"""Calls by which a program has itself woken; nobody else can see that an alarm is set."""
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TZ")
"""What a program is told of this process's environment: what a Python may need to start."""


class Conditions(NamedTuple):
    """Under which conditions a program runs; None is Python's, or the platform's, own."""

    start_method: str | None = None
    switch_interval: float | None = None
    seed: int | None = None
    """Where it is given, threads are switched between any two bytecodes, by this seed."""


USUAL = Conditions()


class Ran(NamedTuple):
    """What came of running a program once."""

    end: End
    stdout: str = ""
    stderr: str = ""
    status: int | None = None
    """The process's exit status, negative for a signal; None where it did not exit by itself."""
    raised: str | None = None
    """The exception with which the main program ended, as ``queue.Empty``."""


class ScriptRunner:
    """Runs programs, each in a session, a folder and an environment of its own.

    A context manager. Nothing that a program starts outlives its run, see `observe.warm`.
    """

    def __init__(self) -> None:
        self._count = 0
        self._folder = Path(tempfile.mkdtemp(prefix="kata-"))
        with contextlib.ExitStack() as if_it_fails:
            if_it_fails.callback(shutil.rmtree, self._folder, ignore_errors=True)
            self._server = if_it_fails.enter_context(ForkServer())
            self._warm = WarmChild(self._server, self._folder)
            if_it_fails.pop_all()

    def __enter__(self) -> ScriptRunner:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._warm.close()
        self._server.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def run(
        self,
        python: Interpreter,
        source: str,
        conditions: Conditions = USUAL,
        limits: Limits = LIMITS,
    ) -> Ran:
        """Run a program once. Whatever it does is in what is returned; nothing of it raises."""
        self._count += 1
        folder = self._folder / str(self._count)
        try:
            order = _order(folder, python, source, conditions, limits)
            alarms = any(name in source for name in _ALARMS)
            return self._run(order, folder, limits, limits.seconds if alarms else STILL_PATIENCE)
        except WarmChildLost as lost:
            self._warm = self._warm.successor()
            return Ran(End.UNKNOWN if lost.silent else End.LOST)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _run(self, order: dict[str, object], folder: Path, limits: Limits, patience: float) -> Ran:
        pid = self._warm.ask(order)["pid"]
        try:
            end = Following(self._warm, pid, folder, limits, patience).follow()
        except BaseException:  # the user's interrupt is told, whatever becomes of the warm child
            self._warm.housing.signal(pid, signal.SIGKILL)
            with contextlib.suppress(WarmChildLost):
                self._warm.reap(pid)
            raise
        if end is not End.EXITED:
            if end is End.PROCESSES:
                self._warm.housing.end_group(pid)
            self._warm.housing.signal(pid, signal.SIGKILL)
        reaped = self._warm.reap(pid)
        return _ran(end, reaped["status"], folder, pid)


def _order(
    folder: Path, python: Interpreter, source: str, conditions: Conditions, limits: Limits
) -> dict[str, object]:
    """Lay out a program's folder, and return the order to run it there."""
    for name in ("work", "site", "raised"):
        (folder / name).mkdir(parents=True)
    program = folder / "work" / _PROGRAM
    program.write_text(source, "utf-8")
    settings = conditions._asdict()
    if conditions.seed is not None:
        settings["seed"] = zlib.crc32(source.encode()) % 1_000_000 + conditions.seed
    settling_in = f"settle({str(program)!r}, {str(folder / 'raised')!r}, **{settings!r})"
    site = inspect.getsource(settling) + "\n\n" + settling_in + "\n"
    (folder / "site" / "sitecustomize.py").write_text(site, "utf-8")
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        "m": "fork",
        "job": "become",
        "folder": str(program.parent),
        "stdout": str(folder / "stdout"),
        "stderr": str(folder / "stderr"),
        "limits": {**resource_limits(limits), "RLIMIT_FSIZE": _LARGEST_FILE},
        "python": python.path,
        "arguments": [str(program)],
        "environment": {
            **environment,
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(folder / "site"),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
    }


def _ran(end: End, status: int, folder: Path, pid: int) -> Ran:
    by_itself = end is End.EXITED
    raised = _text(folder / "raised" / str(pid)).removeprefix("builtins.")
    return Ran(
        end,
        _text(folder / "stdout"),
        _text(folder / "stderr"),
        status if by_itself else None,
        raised.removeprefix("__main__.") or None,
    )


def _text(path: Path) -> str:
    """Return what a program has written; "" where it has put something else in its place."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return file.read(LIMITS.output_kb * 1024).decode("utf-8", "replace")

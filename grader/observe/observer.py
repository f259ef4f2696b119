"""Making observations of one learner's file."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from grader.models import Limits
from grader.observe.inside.family import command_of, descendants
from grader.observe.observation import Ending, Observation
from grader.observe.outcome import observation_of, processes_left, thread_left
from grader.observe.request import Request
from grader.observe.session import Session
from grader.observe.stacks import ThreadStack, read_stacks
from grader.observe.trace import Trace
from grader.observe.warm import WarmChild, WarmChildLost

_STACK_PATIENCE = 0.5


class _Places(NamedTuple):
    """Where one observation keeps what it writes; the stacks of all are beside each other."""

    work: Path
    output: Path
    stacks: Path


def _remove(places: _Places) -> None:
    try:
        places.work.rmdir()
    except OSError:  # the program wrote something there
        shutil.rmtree(places.work, ignore_errors=True)
    places.output.unlink(missing_ok=True)


class Observer:
    """Runs functions of one file, each in a process of its own; a context manager.

    The file is staged: every observation sees the source as it was when the observer was made.
    The warm child starts at once and in the background; the first observation waits for it.
    """

    def __init__(
        self,
        file: Path,
        module: str,
        *,
        off_limits: tuple[Path, ...] = (),
        python: str = sys.executable,
    ) -> None:
        source = file.read_bytes()
        self._module = module
        self._own_folder = file.resolve().parent
        self._off_limits = tuple(str(folder.resolve()) for folder in off_limits)
        self._python = python
        self._count = 0
        self._closed = False
        self._folder = Path(tempfile.mkdtemp(prefix="kata-"))
        with contextlib.ExitStack() as if_it_fails:
            if_it_fails.callback(shutil.rmtree, self._folder, ignore_errors=True)
            self._settle_in(source)
            if_it_fails.pop_all()

    def _settle_in(self, source: bytes) -> None:
        (self._folder / "source").mkdir()
        (self._folder / "stacks").mkdir()
        self.staged = self._folder / "source" / f"{self._module}.py"
        self.staged.write_bytes(source)
        self._warm = WarmChild(self._python, self._folder)

    def __enter__(self) -> Observer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End everything and remove the temporary folder; a second time does nothing."""
        if self._closed:
            return  # its process's number may be another's by now
        self._closed = True
        self._warm.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def observe(self, request: Request, limits: Limits) -> Observation:
        """Make one observation. A program's faults are in it; none of them raises here."""
        self._count += 1
        work = self._folder / str(self._count)
        work.mkdir()
        places = _Places(work, work.with_suffix(".out"), self._folder / "stacks")
        try:
            return self._observe(request, limits, places)
        except WarmChildLost as lost:
            self._start_anew()
            if lost.silent:  # stopped, or starved: no fault that could be proved
                return Observation(Ending.STARVED, Trace(()))
            return Observation(Ending.DIED, Trace(()), status=-int(signal.SIGKILL))
        finally:
            _remove(places)

    def _observe(self, request: Request, limits: Limits, places: _Places) -> Observation:
        token = os.urandom(16).hex()
        control = self._warm.ready()
        pid = self._warm.ask(self._order(request, limits, places, token))["pid"]
        session = Session(
            self._warm.switchboard,
            control,
            token=token,
            pid=pid,
            hold=request.hold,
            limits=limits,
            output=places.output,
        )
        try:
            heard = session.run()
            stacks: tuple[ThreadStack, ...] = ()
            if heard.ending in _NOT_ENDED:
                # A program may claim to be any process; only those of its own are signalled.
                pids = heard.pids & (descendants(control.pid).keys() | {pid})
                stacks = _ask_for_stacks(pids, places.stacks)
            # Before the observed process goes: a pool's workers may follow it by themselves.
            if heard.ending in _BREEDING:
                _kill(pid, whole_group=True)
            living = {p: command_of(p) for p in descendants(control.pid) if p != pid}
            if heard.ending is None:
                session.dismiss()
        finally:
            # Also when the user interrupts: nothing of the program outlives its observation.
            if session.heard.ending is not None or session.heard.outcome is None:
                _kill(pid, whole_group=False)
            reaped = self._reap(pid)
            self._warm.switchboard.hang_up_all(but=control)
        threads = tuple(thread_left(e.thread, e.line) for e in session.runs_on())
        living |= {found["pid"]: found["command"] for found in reaped["left"]}
        left = threads + processes_left(living, heard.pids)
        return observation_of(heard, reaped, places.output, left=left, stacks=stacks)

    def _reap(self, pid: int) -> dict[str, Any]:
        try:
            return self._warm.ask({"m": "reap", "pid": pid})
        except WarmChildLost:  # nobody is left who knows its descendants, only their group
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            raise

    def _order(
        self, request: Request, limits: Limits, places: _Places, token: str
    ) -> dict[str, Any]:
        hold = request.hold
        inside = any(self._own_folder.is_relative_to(Path(f)) for f in self._off_limits)
        return {
            "m": "fork",
            "job": request.job,
            "functions": request.functions,
            "args": request.arguments(),
            "times": request.times,
            "module": self._module,
            "file": str(self.staged),
            "folder": str(places.work),
            "source_folder": str(self.staged.parent),
            "own_folder": None if inside else str(self._own_folder),
            "output": str(places.output),
            "start_method": request.start_method,
            "limits": _resource_limits(limits),
            "passport": {
                "address": self._warm.address,
                "token": token,
                "file": str(self.staged),
                "stacks": str(places.stacks),
                "hurry": request.hurry,
                "births": hold is not None and hold.births is not None,
                "gate": hold is not None,
                "watch": request.watch,
                "off_limits": self._off_limits,
            },
        }

    def _start_anew(self) -> None:
        self._warm.close()
        with contextlib.suppress(OSError):
            (self._folder / "grader.sock").unlink()
        self._warm = WarmChild(self._python, self._folder)


def _resource_limits(limits: Limits) -> dict[str, int]:
    return {
        "RLIMIT_AS": limits.memory_mb * 2**20,
        "RLIMIT_CPU": round(limits.cpu_seconds),
        "RLIMIT_FSIZE": limits.output_kb * 1024,
        "RLIMIT_CORE": 0,
    }


_BREEDING = frozenset({Ending.PROCESSES, Ending.FLOOD})
_NOT_ENDED = frozenset({Ending.TIMEOUT, Ending.DEADLOCK, Ending.STARVED})


def _ask_for_stacks(pids: set[int], folder: Path) -> tuple[ThreadStack, ...]:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGUSR1)
    end = time.monotonic() + _STACK_PATIENCE
    found = read_stacks(folder, pids)
    while time.monotonic() < end:
        before, found = found, read_stacks(folder, pids)
        if found and found == before and {stack.pid for stack in found} >= pids:
            break
        time.sleep(0.005)
    return found


def _kill(pid: int, *, whole_group: bool) -> None:
    """Kill an observed process, or its group in one step, which nothing that forks can outrun.

    A group is not killed without need: the library's tracker of resources is in it, and unlinks
    what was left before it ends by itself.
    """
    with contextlib.suppress(ProcessLookupError):
        (os.killpg if whole_group else os.kill)(pid, signal.SIGKILL)

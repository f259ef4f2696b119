"""From a process that was just forked to ``python program.py``, of whichever Python."""

from __future__ import annotations

import os
import signal
from typing import Any, NoReturn

from grader.observe.inside.limits import limit


def become(order: dict[str, Any]) -> NoReturn:
    """Turn this process, which was just forked, into the program that the order names."""
    try:
        os.chdir(order["folder"])
        _redirect(order["stdout"], order["stderr"])
        limit(order["limits"])
        # What this process ignores, the program would ignore as well, all its life.
        for name in ("SIGINT", "SIGPIPE", "SIGXFSZ"):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
        os.execve(order["python"], [order["python"], *order["arguments"]], order["environment"])
    finally:
        os._exit(70)


def _redirect(stdout: str, stderr: str) -> None:
    """Give nothing to read, and send what is printed, also by children, to two files."""
    printed = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    files = (os.open(os.devnull, os.O_RDONLY), os.open(stdout, printed), os.open(stderr, printed))
    for number, file in enumerate(files):
        os.dup2(file, number)

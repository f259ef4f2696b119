"""The warm child: imports once what observations need, then forks one process for each.

It is forked by the fork server, and reaps what it forks and everything that descends from it. On
Linux it makes itself the subreaper of its descendants (prctl(2), PR_SET_CHILD_SUBREAPER): a
process whose parent is gone becomes its child, however it tried to slip away, so that nothing is
left when it has no child.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Iterable
from typing import Any

from grader.observe.inside import program, script
from grader.observe.inside.family import command_of, descendants, lives, name_of
from grader.observe.inside.prctl import become_subreaper, let_others_look
from grader.observe.inside.probes import executors as _imported_for_all_that_are_forked  # noqa: F401
from grader.observe.protocol import connect, frame, receive

_TRACKER = "multiprocessing.resource_tracker"
_MANY = 300
"""Descendants that are too many to be ended one by one: they may be a fork bomb's."""
_PATIENCE = 2.0
"""Seconds that a process which was told to end may take before it is killed."""


def main(place: dict[str, Any]) -> None:
    """Take orders from the grader until it hangs up.

    ``place`` tells the grader's ``address``, and the ``token`` to say there.
    """
    let_others_look(False)  # what it forks is somebody's whom nobody trusts, and of the same user
    control = connect(place["address"])
    hello = {"m": "hello", "token": place["token"], "pid": os.getpid(), "role": "control"}
    control.sendall(frame(hello))
    become_subreaper()
    try:
        while (order := receive(control)) is not None:
            control.sendall(frame(_ORDERS[order["m"]](control, order)))
    finally:
        # The grader was killed: where it ends by itself, it ends this process first.
        _end_descendants()


def _fork(control: socket.socket, order: dict[str, Any]) -> dict[str, Any]:
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            let_others_look(True)  # the grader has to see what its threads wait for
            os.setsid()
            if order["job"] == "become":
                script.become(order)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            program.run(order)
        finally:
            os._exit(70)
    return {"m": "forked", "pid": pid}


def _reap(_: socket.socket, order: dict[str, Any]) -> dict[str, Any]:
    """Wait for an observed process, kill it if it does not end, and end all that it left."""
    pid = order["pid"]
    status = _wait(pid)
    if sys.platform != "linux":  # elsewhere the descendants are not known one by one
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
    return {"m": "reaped", "status": status, "left": list(_end_descendants().values())}


def _wait(pid: int) -> int:
    """Wait for a child's end, kill it when patience is over; return its exit status."""
    if hasattr(os, "pidfd_open"):
        descriptor = os.pidfd_open(pid)
        select.select([descriptor], [], [], _PATIENCE)
        os.close(descriptor)
    else:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and not _has_ended(pid):
            time.sleep(0.0005)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)  # one that has ended, and is not collected yet, ignores it
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _tell_whether_ended(_: socket.socket, order: dict[str, Any]) -> dict[str, Any]:
    return {"m": "ended", "ended": _has_ended(order["pid"])}


def _has_ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _end_descendants() -> dict[int, dict[str, Any]]:
    """Kill until no descendant is left; return what there was, by pid."""
    left: dict[int, dict[str, Any]] = {}
    end = time.monotonic() + _PATIENCE
    while _collect():
        living = descendants(os.getpid(), _MANY)
        if not living and time.monotonic() > end:  # this system does not tell who they are
            break  # elsewhere one was just changing its parent, and is seen the next time
        if len(living) >= _MANY:
            _kill_groups(living)
        for pid, parent in living.items():
            command = command_of(pid)
            if _TRACKER in command and time.monotonic() < end:
                continue  # it unlinks the semaphores that were left, then ends by itself
            if not command and lives(pid):
                if time.monotonic() < end:
                    continue  # it is replacing its program, and has a command line in a moment
                command = name_of(pid)  # it wiped its own
            if command:  # one that has ended has none
                left.setdefault(pid, {"pid": pid, "parent": parent, "command": command})
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.0005)
    return left


def _kill_groups(pids: Iterable[int]) -> None:
    """Kill whole process groups, each in one step: nothing that forks can outrun it."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            group = os.getpgid(pid)
            if group != os.getpgrp():
                os.killpg(group, signal.SIGKILL)


def _collect() -> bool:
    """Collect the ended children; return whether any child is left."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True


_ORDERS = {"fork": _fork, "ended": _tell_whether_ended, "reap": _reap}

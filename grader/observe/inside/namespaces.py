"""Moving this process into the namespaces of another, and giving up what that brings along.

The library has `os.setns` since 3.12 only, and nothing for capabilities at all: setns(2),
capabilities(7), prctl(2).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
from pathlib import Path

_KINDS = ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup")
"""The user namespace first: it brings the right to enter the others."""
_PR_CAPBSET_DROP = 24
_PR_SET_NO_NEW_PRIVS = 38
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
_CAPABILITY_VERSION_3 = 0x20080522
_MOST_CAPABILITIES = 64


def enter(pid: int) -> None:
    """Enter the namespaces of a process; what is forked from now on is in all of them.

    Only a process with one thread may. Raises `OSError`.
    """
    system = ctypes.CDLL(None, use_errno=True)
    descriptors = [os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY) for kind in _KINDS]
    for kind, descriptor in zip(_KINDS, descriptors, strict=True):
        _checked(system.setns(descriptor, 0))
        os.close(descriptor)
        if kind == "user":
            _allow_no_more()
    os.chdir("/")
    _give_up_all_capabilities(system)


def _allow_no_more() -> None:
    """Let nobody make a user namespace within this one: its maker may do more in the kernel.

    The limit is of the writer's own user namespace (namespaces(7)). It is set from the system's
    /proc, for that of a sandbox can only be read.
    """
    with contextlib.suppress(OSError):  # in a container it may be read-only: one wall less
        Path("/proc/sys/user/max_user_namespaces").write_text("0")


def _give_up_all_capabilities(system: ctypes.CDLL) -> None:
    """Give up, for ever, what who enters a user namespace may do in it."""
    for capability in range(_MOST_CAPABILITIES):
        system.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)  # fails for those that there are not
    _checked(system.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0))
    _checked(system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    _checked(system.capset(header, none))


def _checked(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))

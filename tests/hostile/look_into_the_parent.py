# kata: 1
# verdict: pass
# sandboxed: only
"""Tries to read and change the memory of the process that has started it."""

import contextlib
import ctypes
import os
import threading


def run_in_thread(func):
    parent = os.getppid()
    for name in ("mem", "environ", "fd/3", "maps"):
        with contextlib.suppress(OSError):
            open(f"/proc/{parent}/{name}", "rb").read(1)
            raise RuntimeError(f"{name} of the parent can be read")
    if ctypes.CDLL(None).ptrace(16, parent, 0, 0) == 0:
        raise RuntimeError("the parent can be traced")
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

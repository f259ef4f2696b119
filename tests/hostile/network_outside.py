# kata: 1
# verdict: pass
# sandboxed: only
"""Tries to reach the world outside."""

import contextlib
import socket
import threading


def run_in_thread(func):
    with contextlib.suppress(OSError):
        socket.create_connection(("192.0.2.1", 80), timeout=1).close()
        raise RuntimeError("the world can be reached")
    if [name for _, name in socket.if_nameindex() if name != "lo"]:
        raise RuntimeError("there is a network")
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

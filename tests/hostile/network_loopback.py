# kata: 1
# verdict: pass
# sandboxed: only
"""Tries to reach a service of this machine."""

import contextlib
import socket
import threading


def run_in_thread(func):
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", 27113), timeout=1).close()
        raise RuntimeError("the machine can be reached")
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

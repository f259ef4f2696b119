# kata: 1
# verdict: pass
# sandboxed: only
"""Tries to write where only the system's files are."""

import contextlib
import os
import threading


def run_in_thread(func):
    for name in ("/usr/kata", "/etc/kata", "/kata", "/submission/kata", os.path.dirname(__file__) + "/kata"):
        with contextlib.suppress(OSError):
            open(name, "w").close()
            raise RuntimeError(f"{name} can be written")
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

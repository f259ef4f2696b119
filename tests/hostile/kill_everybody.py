# kata: 1
# verdict: crash
# sandboxed: only
"""Kills every process that it may kill."""

import os
import signal
import threading


def run_in_thread(func):
    os.kill(-1, signal.SIGKILL)
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

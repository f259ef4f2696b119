# kata: 1
# verdict: crash
"""Kills the process that has started it."""

import os
import signal
import threading


def run_in_thread(func):
    os.kill(os.getppid(), signal.SIGKILL)
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

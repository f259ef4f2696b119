# kata: 1
# verdict: crash
"""Stops the process that has started it."""

import os
import signal
import threading


def run_in_thread(func):
    os.kill(os.getppid(), signal.SIGSTOP)
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

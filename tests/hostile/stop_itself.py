# kata: 1
# verdict: timeout
"""Stops itself, and is never told to go on."""

import os
import signal
import threading


def run_in_thread(func):
    os.kill(os.getpid(), signal.SIGSTOP)
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

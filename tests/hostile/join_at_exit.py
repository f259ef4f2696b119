# kata: 1
# verdict: fail
"""Leaves the waiting to the end of the process."""

import atexit
import threading


def run_in_thread(func):
    thread = threading.Thread(target=func)
    thread.start()
    atexit.register(thread.join)

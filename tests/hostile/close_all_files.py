# kata: 1
# verdict: crash
"""Closes everything that is open."""

import os
import threading


def run_in_thread(func):
    os.closerange(0, 10_000)
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

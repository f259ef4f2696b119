# kata: 1
# verdict: fail
"""Leaves a daemon thread behind that sleeps and wakes for ever."""

import threading
import time


def tick():
    while True:
        time.sleep(0.01)


def run_in_thread(func):
    threading.Thread(target=tick, daemon=True).start()
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

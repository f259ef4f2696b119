# kata: 1
# verdict: fail
"""Leaves a thread behind that computes for ever."""

import threading


def spin():
    while True:
        pass


def run_in_thread(func):
    threading.Thread(target=spin).start()
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

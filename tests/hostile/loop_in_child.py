# kata: 1
# verdict: fail
"""Leaves a process behind that computes for ever."""

import multiprocessing
import threading


def spin():
    while True:
        pass


def run_in_thread(func):
    multiprocessing.Process(target=spin).start()
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

# kata: 1
# verdict: fail|crash
"""Tells the grader that the function has returned, and ends."""

import gc
import os


def recorder():
    return next(x for x in gc.get_objects() if type(x).__name__ == "Recorder")


def run_in_thread(func):
    wire = recorder().wire
    wire.send({"m": "returned", "value": None, "threads_alive": 0, "processes_alive": 0})
    os._exit(0)

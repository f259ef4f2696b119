# kata: 1
# verdict: fail|crash
"""Tells the grader of a thread that there never was."""

import gc
import os
import time


def recorder():
    return next(x for x in gc.get_objects() if type(x).__name__ == "Recorder")


def run_in_thread(func):
    wire = recorder().wire
    now, pid = time.monotonic_ns(), os.getpid()
    event = {"m": "event", "pid": pid, "tid": pid, "thread": "MainThread", "line": 1, "by": "learner"}
    for kind in ("made", "start", "started", "thread_begin", "thread_end", "join", "joined"):
        now += 1000
        wire.send(event | {"k": kind, "t": now, "worker": 1, "what": "thread", "new": 1, "tid": 77})
    func()

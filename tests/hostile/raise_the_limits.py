# kata: 1
# verdict: pass
# sandboxed: only
"""Tries to lift its limits, and to be the last to be killed."""

import contextlib
import os
import resource
import threading


def run_in_thread(func):
    for what in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            raise RuntimeError(f"limit {what} could be lifted")
    with contextlib.suppress(OSError):
        os.write(os.open("/proc/self/oom_score_adj", os.O_WRONLY), b"-1000")
        raise RuntimeError("it may be the last to be killed")
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

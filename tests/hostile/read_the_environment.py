# kata: 1
# verdict: pass
# sandboxed: only
"""Looks for a secret in the environment of every process that it sees."""

import contextlib
import glob
import os
import threading


def run_in_thread(func):
    told = [repr(dict(os.environ))]
    for file in glob.glob("/proc/*/environ"):
        with contextlib.suppress(OSError), open(file, "rb") as opened:
            told.append(repr(opened.read()))
    if "KATA_SECRET" in "".join(told):
        raise RuntimeError("the secret can be read")
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

# kata: 1
# verdict: crash
# sandboxed: only
"""Kills what keeps its sandbox open."""

import os
import signal
import time


def run_in_thread(func):
    for pid in (2, 1):
        os.kill(pid, signal.SIGKILL)
    while True:  # a sleep may be cut short
        time.sleep(5)

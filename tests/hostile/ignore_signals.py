# kata: 1
# verdict: timeout
"""Ignores every signal that it may ignore, and waits for ever."""

import contextlib
import signal
import time


def run_in_thread(func):
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_IGN)
    while True:
        time.sleep(1)

# kata: 1
# verdict: crash
# sandboxed: only
"""Forks for as long as it runs; each child goes on as well."""

import contextlib
import os
import time


def run_in_thread(func):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            os.fork()

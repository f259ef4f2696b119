# kata: 1
# verdict: crash
"""Writes nonsense to every socket that it has."""

import contextlib
import os


def run_in_thread(func):
    for descriptor in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(descriptor, b"\xff" * 64)
    func()

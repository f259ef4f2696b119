# kata: 1
# verdict: crash
# sandboxed: only
"""Forks until nothing more can be forked."""

import os
import select


def run_in_thread(func):
    for _ in range(11):
        os.fork()
    select.select([], [], [], 20)

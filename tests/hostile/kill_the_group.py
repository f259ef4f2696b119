# kata: 1
# verdict: crash
"""Kills its whole process group."""

import os
import signal


def run_in_thread(func):
    os.killpg(0, signal.SIGKILL)

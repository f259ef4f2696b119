# kata: 1
# verdict: timeout
"""Sleeps for a year, in short steps."""

import time


def run_in_thread(func):
    while True:
        time.sleep(0.05)

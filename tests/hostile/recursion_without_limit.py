# kata: 1
# verdict: crash|fail|timeout
"""Calls itself without end, and without Python's limit."""

import sys


def run_in_thread(func):
    sys.setrecursionlimit(2**31 - 1)
    return [run_in_thread(func)]

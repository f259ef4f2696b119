# kata: 1
# verdict: crash
"""Ends the program when it is imported."""

import sys


def run_in_thread(func):
    func()


sys.exit(0)

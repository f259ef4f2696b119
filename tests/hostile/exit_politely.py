# kata: 1
# verdict: crash
"""Ends the program from inside a function."""

import sys


def run_in_thread(func):
    func()
    sys.exit(0)

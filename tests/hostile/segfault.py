# kata: 1
# verdict: crash
"""Reads memory that is not there."""

import ctypes


def run_in_thread(func):
    ctypes.string_at(0)

# kata: 1
# verdict: crash
"""Becomes another program that ends well."""

import os


def run_in_thread(func):
    os.execv("/bin/true", ["true"])

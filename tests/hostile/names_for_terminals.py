# kata: 1
# verdict: fail
"""Gives its thread a name that a terminal would obey, and does not wait."""

import threading


def run_in_thread(func):
    threading.Thread(target=func, name="\n\x1b[2J\x1b]0;mine\x07<script>alert(1)</script>\u202e" * 50).start()

# kata: 1
# verdict: crash|fail
"""Starts ten thousand threads, and waits for none."""

import threading


EVER = threading.Event()


def run_in_thread(func):
    for _ in range(10_000):
        threading.Thread(target=EVER.wait, daemon=True).start()

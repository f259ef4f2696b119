# kata: 1
# verdict: crash
"""Prints 200 MB."""

import threading


def run_in_thread(func):
    for _ in range(200):
        print("x" * 1_000_000)
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

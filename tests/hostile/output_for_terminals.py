# kata: 1
# verdict: pass
"""Prints what a terminal would obey."""

import threading


def run_in_thread(func):
    print("\x1b[2J\x1b]0;mine\x07", flush=True)
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

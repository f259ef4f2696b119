# kata: 1
# verdict: crash
"""Asks for eight gigabytes."""

import threading


LEFT = []


def run_in_thread(func):
    LEFT.append(bytearray(8 << 30))
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

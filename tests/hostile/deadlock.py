# kata: 1
# verdict: deadlock
"""Takes two locks crosswise in two threads."""

import threading


A, B = threading.Lock(), threading.Lock()
BOTH = threading.Barrier(2)


def take(first, second):
    with first:
        BOTH.wait()
        with second:
            pass


def run_in_thread(func):
    threads = [threading.Thread(target=take, args=pair) for pair in ((A, B), (B, A))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

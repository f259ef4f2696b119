# kata: 1
# verdict: pass|fail
"""Forks in a thread; the child ends at once."""

import os
import threading


def run_in_thread(func):
    def fork():
        if os.fork() == 0:
            os._exit(0)
        os.wait()


    helper = threading.Thread(target=fork)
    helper.start()
    helper.join()
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

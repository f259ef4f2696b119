# kata: 1
# verdict: fail
"""Starts a daemon, as one did in the old days: forked twice, with no parent."""

import os
import threading
import time


def run_in_thread(func):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(86399)
        os._exit(0)
    os.wait()
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

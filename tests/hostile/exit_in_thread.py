# kata: 1
# verdict: crash
"""Ends the process from another thread."""

import os
import threading
import time


def run_in_thread(func):
    threading.Thread(target=os._exit, args=(0,)).start()
    time.sleep(5)

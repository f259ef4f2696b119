# kata: 1
# verdict: fail
"""Starts a process in a session of its own, which outlives the call."""

import subprocess
import threading


def run_in_thread(func):
    subprocess.Popen(["sleep", "86399"], start_new_session=True)
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

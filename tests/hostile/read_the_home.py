# kata: 1
# verdict: pass
# sandboxed: only
"""Looks for what is in the homes of users."""

import glob
import os
import threading


def run_in_thread(func):
    for home in ("/root", *glob.glob("/home/*"), os.path.expanduser("~")):
        for name in (".ssh", ".bashrc", ".profile", ".config", ".local/share/concurrency-katas"):
            if os.path.exists(os.path.join(home, name)):
                raise RuntimeError(f"{home}/{name} can be read")
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

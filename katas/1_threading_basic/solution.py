"""Kata 1: run a function once in a thread of its own, and wait for it."""

import threading


def run_in_thread(func):
    """Run func() once in one new thread, and return when it has finished."""
    thread = threading.Thread(target=func)
    thread.start()
    thread.join()


def write_log_line():
    """Stand in for logging or monitoring that runs beside the main work."""
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")

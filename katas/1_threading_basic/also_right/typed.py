from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Any


def run_in_thread(func: Callable[[], Any]) -> None:
    """Run func() once in one new thread, and return when it has finished."""
    thread: Thread = Thread(target=func, args=(), kwargs={})
    thread.start()
    thread.join()


def write_log_line():
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")

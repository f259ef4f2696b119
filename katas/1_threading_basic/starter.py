"""Kata 1: run a function once in a thread of its own, and wait for it."""


def run_in_thread(func):
    """Run func() once in one new thread, and return when it has finished."""
    raise NotImplementedError(
        "run_in_thread is still empty: begin with `import threading` at the top of this file, "
        "and make a Thread here with func as its target"
    )


def write_log_line():
    """Stand in for logging or monitoring that runs beside the main work."""
    print("log: 3 jobs done, 0 failed")


if __name__ == "__main__":
    run_in_thread(write_log_line)
    print("main: the log line above has been written")

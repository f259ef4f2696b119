"""Kata 6: hand a value to a thread, and then one value each to many threads."""

import threading


def run_with_arg(func, val):
    """Call func(val) in one new thread, and return when it has finished."""
    thread = threading.Thread(target=func, args=(val,))
    thread.start()
    thread.join()


def run_each(func, vals):
    """Call func(val) in a new thread for each value, all at once; return when all have finished."""
    threads = [threading.Thread(target=func, args=(val,)) for val in vals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def process_dataset(name):
    """Stand in for work on one named dataset, log or config."""
    # Text and newline in one write, so that the lines of two threads do not run together.
    print(f"processed {name}\n", end="")


if __name__ == "__main__":
    run_with_arg(process_dataset, "config.toml")
    run_each(process_dataset, ["users.csv", "orders.csv", "server.log"])
    print("all of them are done")

"""Kata 3: the same work in threads and in processes, and how long each of the two takes."""

import multiprocessing
import threading
import time


def compare(task, copies):
    """Return the seconds that copies calls of task() take in threads, and in processes."""
    return {
        "threads": seconds_with(threading.Thread, task, copies),
        "processes": seconds_with(multiprocessing.Process, task, copies),
    }


def seconds_with(kind, task, copies):
    """Return the seconds from before the first start to after the last join."""
    workers = [kind(target=task) for _ in range(copies)]
    begun = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - begun


def compute():
    """Stand in for a step of a pipeline that computes."""
    sum(number * number for number in range(300_000))


if __name__ == "__main__":
    times = compare(compute, 2)
    print(f"{times['threads']:.2f} s in threads, {times['processes']:.2f} s in processes")

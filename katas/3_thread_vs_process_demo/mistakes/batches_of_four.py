# check: all_at_once
# misconception: waits-while-starting

import multiprocessing
import threading
import time


def run(kind, task, copies):
    start = time.perf_counter()
    while copies > 0:
        # no more than four at a time, to be kind to the machine
        workers = [kind(target=task) for _ in range(min(4, copies))]
        for w in workers:
            w.start()
        for w in workers:
            w.join()
        copies -= len(workers)
    return time.perf_counter() - start


def compare(task, copies):
    return {
        "threads": run(threading.Thread, task, copies),
        "processes": run(multiprocessing.Process, task, copies),
    }


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

# check: same_work
# misconception: unequal-work

import multiprocessing
import threading
import time


def heavy():
    sum(n * n for n in range(100_000))


def run(kind, task, copies):
    workers = [kind(target=task) for _ in range(copies)]
    start = time.perf_counter()
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return time.perf_counter() - start


def compare(task, copies):
    # processes are for CPU work
    return {
        "threads": run(threading.Thread, task, copies),
        "processes": run(multiprocessing.Process, heavy, copies),
    }


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

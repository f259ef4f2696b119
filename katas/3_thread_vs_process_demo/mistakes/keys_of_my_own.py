# check: two_floats
# misconception: keys-of-my-own

import multiprocessing
import threading
import time


def run(kind, task, copies):
    workers = [kind(target=task) for _ in range(copies)]
    start = time.perf_counter()
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return time.perf_counter() - start


def compare(task, copies):
    return {
        "thread": run(threading.Thread, task, copies),
        "process": run(multiprocessing.Process, task, copies),
    }


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

# check: true_times
# misconception: times-swapped

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
    kinds = (multiprocessing.Process, threading.Thread)
    times = [run(kind, task, copies) for kind in kinds]
    return dict(zip(["threads", "processes"], times))


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

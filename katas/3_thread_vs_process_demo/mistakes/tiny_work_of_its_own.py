# check: same_work
# misconception: work-too-small

import multiprocessing
import threading
import time


def work():
    return sum(range(1000))


def run(kind, copies):
    workers = [kind(target=work) for _ in range(copies)]
    start = time.perf_counter()
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return time.perf_counter() - start


def compare(task, copies):
    # the same small piece of work for both is enough to see the difference
    return {
        "threads": run(threading.Thread, copies),
        "processes": run(multiprocessing.Process, copies),
    }


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

# check: threads_and_processes
# misconception: threads-in-disguise

import threading
import time
from multiprocessing.dummy import Process


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
        "threads": run(threading.Thread, task, copies),
        "processes": run(Process, task, copies),
    }


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

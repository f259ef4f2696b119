# check: interval_clock
# misconception: worker-times-itself

import multiprocessing
import queue
import threading
import time


def timed(task, seconds):
    start = time.perf_counter()
    task()
    seconds.put(time.perf_counter() - start)


def run(kind, seconds, task, copies):
    workers = [kind(target=timed, args=(task, seconds)) for _ in range(copies)]
    for w in workers:
        w.start()
    longest = max(seconds.get() for _ in workers)
    for w in workers:
        w.join()
    return longest


def compare(task, copies):
    return {
        "threads": run(threading.Thread, queue.Queue(), task, copies),
        "processes": run(multiprocessing.Process, multiprocessing.Queue(), task, copies),
    }


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

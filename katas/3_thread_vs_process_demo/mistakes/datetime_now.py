# check: interval_clock
# misconception: datetime-for-intervals

import multiprocessing
import threading
import time
from datetime import datetime


def run(kind, task, copies):
    workers = [kind(target=task) for _ in range(copies)]
    start = datetime.now()
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return (datetime.now() - start).total_seconds()


def compare(task, copies):
    threads = run(threading.Thread, task, copies)
    processes = run(multiprocessing.Process, task, copies)
    return {"threads": threads, "processes": processes}


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

# check: threads_and_processes
# misconception: run-instead-of-start

import multiprocessing
import threading
import time


def compare(task, copies):
    times = {}
    for name, kind in [("threads", threading.Thread), ("processes", multiprocessing.Process)]:
        workers = [kind(target=task) for _ in range(copies)]
        start = time.perf_counter()
        for w in workers:
            w.run()
        times[name] = time.perf_counter() - start
    return times


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

# check: all_at_once
# misconception: loop-in-one-worker

import multiprocessing
import threading
import time


def again_and_again(task, copies):
    for _ in range(copies):
        task()


def compare(task, copies):
    times = {}
    for name, kind in [("threads", threading.Thread), ("processes", multiprocessing.Process)]:
        worker = kind(target=again_and_again, args=(task, copies))
        start = time.perf_counter()
        worker.start()
        worker.join()
        times[name] = time.perf_counter() - start
    return times


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

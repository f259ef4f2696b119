# check: one_after_the_other
# misconception: arms-at-once

import multiprocessing
import threading
import time


def compare(task, copies):
    threads = [threading.Thread(target=task) for _ in range(copies)]
    processes = [multiprocessing.Process(target=task) for _ in range(copies)]
    start = time.perf_counter()
    for w in threads + processes:
        w.start()
    for t in threads:
        t.join()
    in_threads = time.perf_counter() - start
    for p in processes:
        p.join()
    in_processes = time.perf_counter() - start
    return {"threads": in_threads, "processes": in_processes}


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

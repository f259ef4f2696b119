# check: threads_and_processes
# misconception: threads-for-cpu-work

import multiprocessing
import threading
import time


def in_threads(task, copies):
    threads = [threading.Thread(target=task) for _ in range(copies)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def compare(task, copies):
    start = time.perf_counter()
    in_threads(task, copies)
    threads = time.perf_counter() - start

    process = multiprocessing.Process(target=in_threads, args=(task, copies))
    start = time.perf_counter()
    process.start()
    process.join()
    return {"threads": threads, "processes": time.perf_counter() - start}


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

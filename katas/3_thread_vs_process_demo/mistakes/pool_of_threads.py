# check: threads_and_processes
# misconception: threads-in-disguise

import threading
import time
from multiprocessing.pool import ThreadPool


def compare(task, copies):
    threads = [threading.Thread(target=task) for _ in range(copies)]
    start = time.perf_counter()
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    in_threads = time.perf_counter() - start

    start = time.perf_counter()
    with ThreadPool(copies) as pool:
        for job in [pool.apply_async(task) for _ in range(copies)]:
            job.get()
    return {"threads": in_threads, "processes": time.perf_counter() - start}


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

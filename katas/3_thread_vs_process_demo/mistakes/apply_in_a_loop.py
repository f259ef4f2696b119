# check: all_at_once
# misconception: apply-waits

import threading
import time
from multiprocessing import Pool


def compare(task, copies):
    threads = [threading.Thread(target=task) for _ in range(copies)]
    start = time.perf_counter()
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    in_threads = time.perf_counter() - start

    start = time.perf_counter()
    with Pool(copies) as pool:
        for _ in range(copies):
            pool.apply(task)
    return {"threads": in_threads, "processes": time.perf_counter() - start}


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

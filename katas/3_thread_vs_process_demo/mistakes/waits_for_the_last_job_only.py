# check: one_after_the_other
# misconception: pool-ended-early

import multiprocessing
import threading
import time


def compare(task, copies):
    begun = time.perf_counter()
    threads = [threading.Thread(target=task) for _ in range(copies)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    in_threads = time.perf_counter() - begun

    begun = time.perf_counter()
    with multiprocessing.Pool(copies) as pool:
        jobs = [pool.apply_async(task) for _ in range(copies)]
        jobs[-1].get()
    in_processes = time.perf_counter() - begun
    return {"threads": in_threads, "processes": in_processes}


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

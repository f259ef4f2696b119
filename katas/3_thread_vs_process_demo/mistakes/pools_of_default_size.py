# check: all_at_once
# misconception: pool-size-not-copies

import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def run(executor, task, copies):
    start = time.perf_counter()
    with executor() as pool:
        for _ in range(copies):
            pool.submit(task)
    return time.perf_counter() - start


def compare(task, copies):
    return {
        "threads": run(ThreadPoolExecutor, task, copies),
        "processes": run(ProcessPoolExecutor, task, copies),
    }


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

# check: one_after_the_other
# misconception: pool-not-waited-for

import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def run(executor, task, copies):
    start = time.perf_counter()
    pool = executor(max_workers=copies)
    for _ in range(copies):
        pool.submit(task)
    pool.shutdown(wait=False)
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

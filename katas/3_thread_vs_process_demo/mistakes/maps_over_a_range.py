# check: same_work
# misconception: map-passes-an-argument

import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def run(executor, task, copies):
    start = time.perf_counter()
    with executor(max_workers=copies) as pool:
        list(pool.map(task, range(copies)))
    return time.perf_counter() - start


def compare(task, copies):
    return {
        "threads": run(ThreadPoolExecutor, task, copies),
        "processes": run(ProcessPoolExecutor, task, copies),
    }


def fetch(number):
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

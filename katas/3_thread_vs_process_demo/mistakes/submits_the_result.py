# check: threads_and_processes
# misconception: calls-instead-of-submitting

import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def run(executor, task, copies):
    start = time.perf_counter()
    with executor(max_workers=copies) as pool:
        for _ in range(copies):
            pool.submit(task())
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

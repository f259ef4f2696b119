# check: threads_and_processes
# misconception: thread-pool-for-process-pool

import time
from concurrent.futures import ThreadPoolExecutor


def run(task, copies):
    start = time.perf_counter()
    with ThreadPoolExecutor(max_workers=copies) as pool:
        for _ in range(copies):
            pool.submit(task)
    return time.perf_counter() - start


def compare(task, copies):
    return {"threads": run(task, copies), "processes": run(task, copies)}


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

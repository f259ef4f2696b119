import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def timed(executor, task, copies):
    start = time.perf_counter()
    with executor(max_workers=copies) as pool:
        futures = [pool.submit(task) for _ in range(copies)]
        for future in futures:
            future.result()
    return time.perf_counter() - start


def compare(task, copies):
    return {
        "threads": timed(ThreadPoolExecutor, task, copies),
        "processes": timed(ProcessPoolExecutor, task, copies),
    }


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

import multiprocessing
import time
from multiprocessing.pool import ThreadPool


def compare(task, copies):
    seconds = {}
    for name, make in (("threads", ThreadPool), ("processes", multiprocessing.Pool)):
        start = time.perf_counter()
        with make(copies) as pool:
            results = [pool.apply_async(task) for _ in range(copies)]
            for result in results:
                result.get()
        seconds[name] = time.perf_counter() - start
    return seconds


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

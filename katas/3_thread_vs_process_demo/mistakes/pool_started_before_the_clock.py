# check: interval_clock
# misconception: clock-started-late

import time
from multiprocessing import Pool
from multiprocessing.pool import ThreadPool


def compare(task, copies):
    times = {}
    for name, make in (("threads", ThreadPool), ("processes", Pool)):
        with make(copies) as pool:
            start = time.perf_counter()
            jobs = [pool.apply_async(task) for _ in range(copies)]
            for job in jobs:
                job.get()
            times[name] = time.perf_counter() - start
    return times


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

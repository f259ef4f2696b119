from multiprocessing import get_context
from multiprocessing.pool import ThreadPool
from time import perf_counter, sleep


def call(task):
    return task()


def in_pool(pool, task, copies):
    answers = pool.map_async(call, [task] * copies, chunksize=1)
    pool.close()
    pool.join()
    return answers.get()


def compare(task, copies):
    a = perf_counter()
    in_pool(ThreadPool(copies), task, copies)
    b = perf_counter()
    in_pool(get_context().Pool(processes=copies), task, copies)
    c = perf_counter()
    return {"processes": c - b, "threads": b - a}


def fetch():
    sleep(0.05)


if __name__ == "__main__":
    print(compare(fetch, 2))

import concurrent.futures
import multiprocessing
import time


def once(task, number):
    return task()


def compare(task, copies):
    begun = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(copies) as pool:
        list(pool.map(lambda _: task(), range(copies)))
    threads = time.perf_counter() - begun

    begun = time.perf_counter()
    with multiprocessing.Pool(copies) as pool:
        pool.starmap(once, [(task, number) for number in range(copies)], chunksize=1)
    return {"threads": threads, "processes": time.perf_counter() - begun}


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

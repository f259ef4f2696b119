import asyncio
import multiprocessing
import threading
import time
from concurrent.futures import ProcessPoolExecutor


def with_threads(task, copies):
    begun = time.monotonic_ns()
    threads = [threading.Thread(target=task) for _ in range(copies)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (time.monotonic_ns() - begun) / 10**9


def with_processes(task, copies):
    begun = time.monotonic()
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(copies, mp_context=context) as pool:
        for future in [pool.submit(task) for _ in range(copies)]:
            future.result()
        return time.monotonic() - begun


async def main(task, copies):
    return {
        "threads": with_threads(task, copies),
        "processes": await asyncio.to_thread(with_processes, task, copies),
    }


def compare(task, copies):
    return asyncio.run(main(task, copies))


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

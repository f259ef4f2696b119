import asyncio
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


async def arm(pool, task, copies):
    loop = asyncio.get_running_loop()
    start = time.perf_counter()
    with pool:
        await asyncio.gather(*(loop.run_in_executor(pool, task) for _ in range(copies)))
    return time.perf_counter() - start


async def main(task, copies):
    threads = await arm(ThreadPoolExecutor(copies), task, copies)
    processes = await arm(ProcessPoolExecutor(copies), task, copies)
    return {"threads": threads, "processes": processes}


def compare(task, copies):
    return asyncio.run(main(task, copies))


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

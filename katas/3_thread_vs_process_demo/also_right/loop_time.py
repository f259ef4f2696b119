import asyncio
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


async def arm(pool, task, copies):
    loop = asyncio.get_running_loop()
    begun = loop.time()
    with pool:
        await asyncio.gather(*(loop.run_in_executor(pool, task) for _ in range(copies)))
    return loop.time() - begun


async def both(task, copies):
    return {
        "threads": await arm(ThreadPoolExecutor(copies), task, copies),
        "processes": await arm(ProcessPoolExecutor(copies), task, copies),
    }


def compare(task, copies):
    return asyncio.run(both(task, copies))


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

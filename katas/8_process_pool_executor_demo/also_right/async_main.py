import asyncio
from concurrent.futures import ProcessPoolExecutor


def map_all(func, data):
    with ProcessPoolExecutor() as pool:
        return list(pool.map(func, data))


async def main(func, data):
    # the event loop stays free while a thread waits for the pool
    return await asyncio.to_thread(map_all, func, data)


def map_in_pool(func, data):
    return asyncio.run(main(func, data))


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    print("scores:", map_in_pool(score, [30, 10, 20, 10]))

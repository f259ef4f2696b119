import asyncio
from concurrent.futures import ProcessPoolExecutor


async def gather_all(crunch, numbers):
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor() as pool:
        return await asyncio.gather(
            *(loop.run_in_executor(pool, crunch, number) for number in numbers)
        )


def crunch_all(crunch, numbers):
    return asyncio.run(gather_all(crunch, numbers))


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack


def crunch_all(crunch, numbers):
    with ExitStack() as stack:
        pool = stack.enter_context(ProcessPoolExecutor())
        return [*pool.map(crunch, numbers, chunksize=100)]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

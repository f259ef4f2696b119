from concurrent.futures import ProcessPoolExecutor
from functools import partial


def call(func, item):
    return func(item)


def map_in_pool(func, data):
    with ProcessPoolExecutor() as pool:
        return list(pool.map(partial(call, func), data))


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

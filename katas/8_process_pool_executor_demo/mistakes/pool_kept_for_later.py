# check: one_pool_closed
# misconception: pool-not-closed

from concurrent.futures import ProcessPoolExecutor

_pool = None


def get_pool():
    global _pool
    if _pool is None:
        _pool = ProcessPoolExecutor()
    return _pool


def map_in_pool(func, data):
    return list(get_pool().map(func, data))


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

# check: results_in_order
# misconception: map-stops-at-shortest

from concurrent.futures import ProcessPoolExecutor

WORKERS = 2


def call(func, item):
    return func(item)


def map_in_pool(func, data):
    with ProcessPoolExecutor(max_workers=WORKERS) as pool:
        # every worker gets the function
        return list(pool.map(call, [func] * WORKERS, data))


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

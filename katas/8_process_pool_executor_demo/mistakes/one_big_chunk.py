# check: works_at_once
# misconception: one-big-chunk

from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    with ProcessPoolExecutor() as pool:
        # the fewer trips to the workers, the better
        return list(pool.map(func, data, chunksize=10_000))


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

# check: pool_map
# misconception: output-not-evidence

from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    with ProcessPoolExecutor() as pool:
        list(pool.map(abs, data))
    return [func(item) for item in data]


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

# check: pool_map
# misconception: work-in-the-caller

from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    if len(data) < 2:
        return [func(item) for item in data]
    with ProcessPoolExecutor() as pool:
        return list(pool.map(func, data))


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

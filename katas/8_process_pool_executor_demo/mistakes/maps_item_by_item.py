# check: works_at_once
# misconception: map-one-at-a-time

from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    results = []
    with ProcessPoolExecutor() as pool:
        for item in data:
            results.extend(pool.map(func, [item]))
    return results


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

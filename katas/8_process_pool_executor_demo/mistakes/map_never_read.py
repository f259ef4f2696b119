# check: results_in_order
# misconception: map-never-consumed

from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    results = list(data)
    with ProcessPoolExecutor() as pool:
        # replaces each item by its result
        pool.map(func, results)
    return results


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

# check: results_in_order
# misconception: completion-order

from concurrent.futures import ProcessPoolExecutor, as_completed


def map_in_pool(func, data):
    results = []
    with ProcessPoolExecutor() as pool:
        futures = [pool.submit(func, item) for item in data]
        for future in as_completed(futures):
            results.append(future.result())
    return results


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

# check: errors_reach_caller
# misconception: swallowed-exception

from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    results = []
    with ProcessPoolExecutor() as pool:
        try:
            for result in pool.map(func, data):
                results.append(result)
        except ValueError as error:
            print("bad item:", error)
    return results


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

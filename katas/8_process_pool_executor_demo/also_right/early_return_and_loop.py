from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    if len(data) == 0:
        return []
    results = []
    with ProcessPoolExecutor(max_workers=max(2, min(8, len(data)))) as pool:
        for result in pool.map(func, data):
            results.append(result)
    return results


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

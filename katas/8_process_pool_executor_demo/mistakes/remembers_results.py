# check: results_in_order
# misconception: keyed-by-value

from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    different = list(dict.fromkeys(data))
    with ProcessPoolExecutor() as pool:
        known = dict(zip(different, pool.map(func, different)))
    return [known[item] for item in data]


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

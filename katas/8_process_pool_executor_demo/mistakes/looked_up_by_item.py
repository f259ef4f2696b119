# check: results_in_order
# misconception: keyed-by-value

from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    with ProcessPoolExecutor() as pool:
        scores = dict(zip(data, pool.map(func, data)))
    return [scores[item] for item in data]


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

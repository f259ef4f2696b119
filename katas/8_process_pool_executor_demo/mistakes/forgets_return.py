# check: results_in_order
# misconception: forgotten-return

from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(func, data))
    print(results)


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    map_in_pool(score, [30, 10, 20, 10])

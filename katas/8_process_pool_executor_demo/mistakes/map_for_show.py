# check: pool_map
# misconception: not-a-map

from concurrent.futures import ProcessPoolExecutor


def warm_up(_):
    return None


def map_in_pool(func, data):
    with ProcessPoolExecutor() as pool:
        list(pool.map(warm_up, data))
        futures = [pool.submit(func, item) for item in data]
        return [future.result() for future in futures]


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    print("scores:", map_in_pool(score, [30, 10, 20, 10]))

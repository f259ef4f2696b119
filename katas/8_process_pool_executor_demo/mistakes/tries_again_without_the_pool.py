# check: errors_reach_caller
# misconception: work-in-the-caller

from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    try:
        with ProcessPoolExecutor() as pool:
            return list(pool.map(func, data))
    except Exception as error:
        print("the pool failed, so again without it:", error)
        return list(map(func, data))


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

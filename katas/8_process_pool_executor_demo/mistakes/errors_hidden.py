# check: errors_reach_caller
# misconception: error-retyped

from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    with ProcessPoolExecutor() as pool:
        try:
            return list(pool.map(func, data))
        except Exception:
            raise RuntimeError("scoring failed") from None


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

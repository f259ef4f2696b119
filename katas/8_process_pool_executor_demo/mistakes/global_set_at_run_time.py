# check: every_start_method
# misconception: runtime-global-in-worker

from concurrent.futures import ProcessPoolExecutor

model = None


def score_one(item):
    return model(item)


def map_in_pool(func, data):
    global model
    model = func  # the workers find it here
    with ProcessPoolExecutor() as pool:
        return list(pool.map(score_one, data))


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

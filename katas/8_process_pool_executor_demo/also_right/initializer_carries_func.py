from concurrent.futures import ProcessPoolExecutor

_model = None


def load_model(model):
    global _model
    _model = model


def score_one(item):
    return _model(item)


def map_in_pool(func, data):
    with ProcessPoolExecutor(initializer=load_model, initargs=(func,)) as pool:
        return list(pool.map(score_one, data))


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

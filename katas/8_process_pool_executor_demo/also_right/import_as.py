import concurrent.futures as cf


def map_in_pool(func, data):
    with cf.ProcessPoolExecutor() as ex:
        results = ex.map(func, data)
    # leaving the block has waited for all of them
    return list(results)


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

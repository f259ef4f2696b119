from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    # four chunks for each of four workers, and never fewer than one item in a chunk
    chunksize = max(1, len(data) // 16)
    with ProcessPoolExecutor(4) as pool:
        return list(pool.map(func, data, chunksize=chunksize))


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

"""Kata 8: spread a batch over a pool of processes, and get the results in order."""


def map_in_pool(func, data):
    """Return a list of func(item) for each item of data, worked out in a pool of processes."""
    raise NotImplementedError(
        "map_in_pool is still empty: begin with "
        "`from concurrent.futures import ProcessPoolExecutor` at the top of this file, "
        "and open a pool here in a with statement"
    )


def score(sample):
    """Stand in for a model that scores one sample of a batch."""
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

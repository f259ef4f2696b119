# check: runs_as_script
# misconception: worker-in-the-guard

from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    with ProcessPoolExecutor() as pool:
        return list(pool.map(func, data))


if __name__ == "__main__":

    def score(sample):
        return sum(number * number for number in range(sample)) % 97

    batch = [30_000, 10_000, 20_000, 10_000]
    print("scores:", map_in_pool(score, batch))

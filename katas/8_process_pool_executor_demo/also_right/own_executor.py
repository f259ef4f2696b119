from concurrent.futures import ProcessPoolExecutor


class ScoringPool(ProcessPoolExecutor):
    def score(self, func, data):
        return list(self.map(func, data))


def map_in_pool(func, data):
    with ScoringPool() as pool:
        return pool.score(func, data)


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

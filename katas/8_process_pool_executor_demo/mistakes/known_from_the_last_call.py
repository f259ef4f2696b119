# check: results_in_order
# misconception: state-kept-between-calls

import json
from concurrent.futures import ProcessPoolExecutor


known = {}


def map_in_pool(func, data):
    new = [item for item in data if json.dumps(item) not in known]
    with ProcessPoolExecutor() as pool:
        for item, result in zip(new, pool.map(func, new)):
            known[json.dumps(item)] = result
    return [known[json.dumps(item)] for item in data]


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

# check: results_in_order
# misconception: state-kept-between-calls

from concurrent.futures import ProcessPoolExecutor

results = []


def map_in_pool(func, data):
    with ProcessPoolExecutor() as pool:
        for result in pool.map(func, data):
            results.append(result)
    return results


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    print("scores:", map_in_pool(score, [30, 10, 20, 10]))

# check: large_results
# misconception: array-holds-numbers

from multiprocessing import Pool


def crunch_all(crunch, numbers):
    with Pool() as pool:
        results = pool.map(crunch, numbers)
    return [int(result) if isinstance(result, float) else result for result in results]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

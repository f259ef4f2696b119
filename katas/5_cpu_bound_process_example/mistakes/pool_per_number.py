# check: at_once
# misconception: pool-per-item

from multiprocessing import Pool


def crunch_all(crunch, numbers):
    results = []
    for number in numbers:
        with Pool() as pool:
            results.extend(pool.map(crunch, [number]))
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

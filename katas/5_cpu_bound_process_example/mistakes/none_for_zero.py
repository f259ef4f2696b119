# check: results_in_order
# misconception: falsy-is-missing

from multiprocessing import Pool


def crunch_all(crunch, numbers):
    with Pool() as pool:
        return [result or None for result in pool.map(crunch, numbers)]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

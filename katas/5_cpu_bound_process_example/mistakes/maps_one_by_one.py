# check: at_once
# misconception: map-one-at-a-time

import multiprocessing


def crunch_all(crunch, numbers):
    results = []
    with multiprocessing.Pool(4) as pool:
        for number in numbers:
            results += pool.map(crunch, [number])
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

# check: at_once
# misconception: apply-one-at-a-time

import multiprocessing


def crunch_all(crunch, numbers):
    with multiprocessing.Pool(4) as pool:
        return [pool.apply(crunch, (number,)) for number in numbers]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

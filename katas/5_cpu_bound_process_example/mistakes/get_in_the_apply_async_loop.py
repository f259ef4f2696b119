# check: at_once
# misconception: submit-result-in-one-loop

import multiprocessing


def crunch_all(crunch, numbers):
    with multiprocessing.Pool() as pool:
        return [pool.apply_async(crunch, (number,)).get() for number in numbers]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

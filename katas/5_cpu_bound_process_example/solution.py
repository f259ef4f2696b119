"""Kata 5: spread a calculation over processes, and get the results in order."""

import multiprocessing


def crunch_all(crunch, numbers):
    """Return a list of crunch(number) for each number, worked out in several processes at once."""
    with multiprocessing.Pool() as pool:
        return pool.map(crunch, numbers)


def blur(width):
    """Stand in for the transformation of one image, which keeps a CPU busy."""
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    widths = [300, 100, 200, 100]
    print(f"checksums: {crunch_all(blur, widths)}")

# check: at_once
# misconception: pool-inside-worker

from multiprocessing import Pool


def crunch_half(crunch, half):
    with Pool(2) as pool:
        return pool.map(crunch, half)


def crunch_all(crunch, numbers):
    middle = len(numbers) // 2
    halves = [(crunch, numbers[:middle]), (crunch, numbers[middle:])]
    with Pool(2) as pool:
        first, second = pool.starmap(crunch_half, halves)
    return first + second


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

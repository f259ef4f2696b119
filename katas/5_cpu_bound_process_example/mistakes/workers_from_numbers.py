# check: empty_input
# misconception: workers-from-empty-data

from multiprocessing import Pool


def crunch_all(crunch, numbers):
    with Pool(processes=len(numbers)) as pool:
        return pool.map(crunch, numbers)


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

# check: every_start_method
# misconception: one-worker

from multiprocessing import Pool


def crunch_all(crunch, numbers):
    workers = 1 if len(numbers) < 4 else 4
    with Pool(workers) as pool:
        return pool.map(crunch, numbers)


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

# check: every_start_method
# misconception: runtime-global-in-worker

from multiprocessing import Pool

current = None


def work(number):
    return current(number)


def crunch_all(crunch, numbers):
    global current
    current = crunch
    with Pool() as pool:
        return pool.map(work, numbers)


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

# check: errors_reach_caller
# misconception: error-retyped

from multiprocessing import Pool


def crunch_all(crunch, numbers):
    with Pool() as pool:
        try:
            return pool.map(crunch, numbers)
        except Exception as error:
            raise RuntimeError("crunching failed") from error


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

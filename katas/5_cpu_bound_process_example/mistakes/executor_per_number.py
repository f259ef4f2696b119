# check: faster
# misconception: pool-per-item

from concurrent.futures import ProcessPoolExecutor


def crunch_one(crunch, number):
    with ProcessPoolExecutor(2) as pool:
        return pool.submit(crunch, number).result()


def crunch_all(crunch, numbers):
    return [crunch_one(crunch, number) for number in numbers]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

# check: results_in_order
# misconception: lambda-to-a-process

from concurrent.futures import ProcessPoolExecutor


def crunch_all(crunch, numbers):
    def with_place(pair):
        place, number = pair
        return place, crunch(number)

    with ProcessPoolExecutor() as pool:
        pairs = list(pool.map(with_place, enumerate(numbers)))
    return [result for place, result in sorted(pairs)]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

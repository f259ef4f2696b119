# check: every_start_method
# misconception: output-not-evidence

from concurrent.futures import ProcessPoolExecutor


def crunch_all(crunch, numbers):
    if len(numbers) < 5:
        # A pool does not pay for so little work.
        return [crunch(number) for number in numbers]
    with ProcessPoolExecutor() as pool:
        return list(pool.map(crunch, numbers))


def square(number):
    return number * number


if __name__ == "__main__":
    print(crunch_all(square, list(range(10))))

# check: errors_reach_caller
# misconception: tries-again

from multiprocessing import Pool


def attempt(job):
    crunch, number = job
    for _ in range(2):
        try:
            return crunch(number)
        except Exception:
            print("one more time:", number)
    return crunch(number)


def crunch_all(crunch, numbers):
    if not numbers:
        return []
    with Pool() as pool:
        return pool.map(attempt, [(crunch, number) for number in numbers])


def square(number):
    return number * number


if __name__ == "__main__":
    print(crunch_all(square, [1, 2, 3]))

# check: results_in_order
# misconception: state-kept-between-calls

from multiprocessing import Pool

answers = {}


def crunch_all(crunch, numbers):
    key = tuple(numbers)
    if key not in answers:
        with Pool() as pool:
            answers[key] = pool.map(crunch, numbers)
    return answers[key]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

# check: results_in_order
# misconception: keyed-by-value

from multiprocessing import Pool


def crunch_all(crunch, numbers):
    unique = list(set(numbers))
    with Pool() as pool:
        found = dict(zip(unique, pool.map(crunch, unique)))
    return [found[number] for number in numbers]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

import functools
import multiprocessing as mp


def with_place(crunch, job):
    place, number = job
    return place, crunch(number)


def crunch_all(crunch, numbers):
    work = functools.partial(with_place, crunch)
    with mp.Pool(3) as pool:
        pairs = dict(pool.imap_unordered(work, enumerate(numbers)))
    return [pairs[place] for place in range(len(numbers))]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

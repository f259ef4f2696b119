# check: results_in_order
# misconception: state-kept-between-calls

from multiprocessing import Pool

results = []


def crunch_all(crunch, numbers):
    with Pool() as pool:
        for result in pool.imap(crunch, numbers):
            results.append(result)
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

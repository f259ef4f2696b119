# check: at_once
# misconception: submit-result-in-one-loop

from concurrent.futures import ProcessPoolExecutor


def crunch_all(crunch, numbers):
    results = []
    with ProcessPoolExecutor() as pool:
        for number in numbers:
            results.append(pool.submit(crunch, number).result())
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

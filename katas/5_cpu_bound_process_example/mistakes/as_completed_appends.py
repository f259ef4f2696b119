# check: results_in_order
# misconception: completion-order

from concurrent.futures import ProcessPoolExecutor, as_completed


def crunch_all(crunch, numbers):
    results = []
    with ProcessPoolExecutor() as pool:
        futures = [pool.submit(crunch, n) for n in numbers]
        for future in as_completed(futures):
            results.append(future.result())
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

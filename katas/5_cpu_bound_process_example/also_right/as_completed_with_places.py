from concurrent.futures import ProcessPoolExecutor, as_completed


def crunch_all(crunch, numbers):
    results = [None] * len(numbers)
    with ProcessPoolExecutor() as pool:
        place_of = {pool.submit(crunch, n): i for i, n in enumerate(numbers)}
        for future in as_completed(place_of):
            results[place_of[future]] = future.result()
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

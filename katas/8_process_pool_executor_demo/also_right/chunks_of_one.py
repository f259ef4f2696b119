from concurrent.futures import ProcessPoolExecutor


def map_in_pool(func, data):
    results = []
    with ProcessPoolExecutor(max_workers=2) as executor:
        # One item at a time, so that a slow one does not hold up others.
        for result in executor.map(func, data, chunksize=1):
            results.append(result)
    return results


if __name__ == "__main__":
    print(map_in_pool(abs, [-3, 0, 2]))

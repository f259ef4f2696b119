from multiprocessing.pool import Pool


def crunch_all(crunch, numbers):
    with Pool(2) as pool:
        promises = [pool.apply_async(crunch, (number,)) for number in numbers]
        pool.close()
        return [promise.get(timeout=60) for promise in promises]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

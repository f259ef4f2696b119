import multiprocessing


def crunch_all(crunch, numbers):
    pool = multiprocessing.Pool()
    promise = pool.map_async(crunch, numbers)
    pool.close()
    pool.join()
    return promise.get()


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

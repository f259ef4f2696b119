import multiprocessing


def crunch_all(crunch, numbers):
    results = {}
    errors = []

    def keep(place):
        def store(value):
            results[place] = value

        return store

    pool = multiprocessing.Pool()
    for place, number in enumerate(numbers):
        pool.apply_async(crunch, (number,), callback=keep(place), error_callback=errors.append)
    pool.close()
    pool.join()
    if errors:
        raise errors[0]
    return [results[i] for i in range(len(numbers))]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

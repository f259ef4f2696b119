from multiprocessing import Array, Process, SimpleQueue


def work(crunch, numbers, first, step, shared, errors):
    for place in range(first, len(numbers), step):
        try:
            result = crunch(numbers[place])
        except Exception as error:
            errors.put(error)
            return
        shared[place] = result


def crunch_all(crunch, numbers):
    shared = Array("q", len(numbers))
    errors = SimpleQueue()
    processes = [
        Process(target=work, args=(crunch, numbers, first, 2, shared, errors)) for first in (0, 1)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if not errors.empty():
        raise errors.get()
    return list(shared)


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

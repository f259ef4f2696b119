from multiprocessing import Process, Queue


def work(crunch, place, number, queue):
    try:
        queue.put((place, crunch(number), None))
    except Exception as error:
        queue.put((place, None, error))


def crunch_all(crunch, numbers):
    queue = Queue()
    processes = [
        Process(target=work, args=(crunch, place, number, queue))
        for place, number in enumerate(numbers)
    ]
    for process in processes:
        process.start()
    answers = [queue.get() for _ in processes]
    for process in processes:
        process.join()
    results = [None] * len(numbers)
    for place, result, error in answers:
        if error is not None:
            raise error
        results[place] = result
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

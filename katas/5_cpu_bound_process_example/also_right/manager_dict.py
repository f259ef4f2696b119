from multiprocessing import Manager, Process


def work(crunch, place, number, results, errors):
    try:
        results[place] = crunch(number)
    except Exception as error:
        errors.append(error)


def crunch_all(crunch, numbers):
    with Manager() as manager:
        results = manager.dict()
        errors = manager.list()
        processes = []
        for place, number in enumerate(numbers):
            process = Process(target=work, args=(crunch, place, number, results, errors))
            processes.append(process)
            process.start()
        for process in processes:
            process.join()
        for error in errors:
            raise error
        return [results[place] for place in range(len(numbers))]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

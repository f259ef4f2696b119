# check: at_once
# misconception: lock-around-the-work

from multiprocessing import Lock, Manager, Process


def work(crunch, place, number, results, lock):
    with lock:
        results[place] = crunch(number)


def crunch_all(crunch, numbers):
    lock = Lock()
    with Manager() as manager:
        results = manager.dict()
        processes = [
            Process(target=work, args=(crunch, i, n, results, lock)) for i, n in enumerate(numbers)
        ]
        for p in processes:
            p.start()
        for p in processes:
            p.join()
        return [results[i] for i in range(len(numbers))]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

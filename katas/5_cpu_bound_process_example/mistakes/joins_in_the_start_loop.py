# check: at_once
# misconception: start-join-in-one-loop

from multiprocessing import Manager, Process


def work(crunch, number, results):
    results.append(crunch(number))


def crunch_all(crunch, numbers):
    with Manager() as manager:
        results = manager.list()
        for number in numbers:
            p = Process(target=work, args=(crunch, number, results))
            p.start()
            p.join()
        return list(results)


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

# check: waits_for_all
# misconception: no-join

from multiprocessing import Manager, Process


def work(crunch, number, results):
    results.append(crunch(number))


def crunch_all(crunch, numbers):
    manager = Manager()
    results = manager.list()
    processes = [Process(target=work, args=(crunch, n, results)) for n in numbers]
    for p in processes:
        p.start()
    return list(results)


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

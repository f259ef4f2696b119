# check: results_in_order
# misconception: returns-the-proxy

from multiprocessing import Manager, Process


def work(crunch, place, number, results):
    results[place] = crunch(number)


def crunch_all(crunch, numbers):
    results = Manager().list([0] * len(numbers))
    processes = [
        Process(target=work, args=(crunch, i, n, results)) for i, n in enumerate(numbers)
    ]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

# check: errors_reach_caller
# misconception: child-error-lost

from multiprocessing import Process, Queue


def work(crunch, place, number, queue):
    queue.put((place, crunch(number)))


def crunch_all(crunch, numbers):
    queue = Queue()
    processes = [Process(target=work, args=(crunch, i, n, queue)) for i, n in enumerate(numbers)]
    for p in processes:
        p.start()
    found = dict(queue.get() for p in processes)
    for p in processes:
        p.join()
    return [found[i] for i in range(len(numbers))]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

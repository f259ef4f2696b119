# check: results_in_order
# misconception: completion-order

from multiprocessing import Process, Queue


def work(crunch, number, queue):
    queue.put(crunch(number))


def crunch_all(crunch, numbers):
    queue = Queue()
    processes = [Process(target=work, args=(crunch, n, queue)) for n in numbers]
    for p in processes:
        p.start()
    results = [queue.get() for p in processes]
    for p in processes:
        p.join()
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

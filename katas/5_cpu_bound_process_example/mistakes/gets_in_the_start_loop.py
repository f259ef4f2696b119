# check: at_once
# misconception: start-result-in-one-loop

from multiprocessing import Process, Queue


def work(crunch, number, queue):
    queue.put(crunch(number))


def crunch_all(crunch, numbers):
    queue = Queue()
    results, processes = [], []
    for number in numbers:
        p = Process(target=work, args=(crunch, number, queue))
        p.start()
        processes.append(p)
        results.append(queue.get())
    for p in processes:
        p.join()
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

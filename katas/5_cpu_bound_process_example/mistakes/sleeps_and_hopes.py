# check: waits_for_all
# misconception: sleeps-instead-of-joining

import time
from multiprocessing import Process, Queue


def work(crunch, place, number, queue):
    queue.put((place, crunch(number)))


def crunch_all(crunch, numbers):
    queue = Queue()
    for place, number in enumerate(numbers):
        Process(target=work, args=(crunch, place, number, queue)).start()
    time.sleep(0.3)
    found = {}
    while not queue.empty():
        place, result = queue.get()
        found[place] = result
    return [found[place] for place in sorted(found)]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

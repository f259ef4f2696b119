# check: runs_as_script
# misconception: no-main-guard

import math
from multiprocessing import Manager, Process


def work(crunch, place, number, results):
    results[place] = crunch(number)


def crunch_all(crunch, numbers):
    results = Manager().dict()
    processes = [Process(target=work, args=(crunch, i, n, results)) for i, n in enumerate(numbers)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    return [results[i] for i in range(len(numbers))]


print(crunch_all(math.factorial, [30, 10, 20, 10]))

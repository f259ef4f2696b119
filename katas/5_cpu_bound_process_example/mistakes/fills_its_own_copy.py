# check: results_in_order
# misconception: append-to-a-global-list

import multiprocessing as mp


def work(crunch, place, number, results):
    results[place] = crunch(number)


def crunch_all(crunch, numbers):
    results = [None] * len(numbers)
    processes = []
    for place, number in enumerate(numbers):
        p = mp.Process(target=work, args=(crunch, place, number, results))
        processes.append(p)
        p.start()
    for p in processes:
        p.join()
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

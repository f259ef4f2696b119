# check: results_in_order
# misconception: append-to-a-global-list

from multiprocessing import Process

results = []


def work(crunch, number):
    results.append(crunch(number))


def crunch_all(crunch, numbers):
    processes = [Process(target=work, args=(crunch, n)) for n in numbers]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

# check: results_in_order
# misconception: join-returns-none

from multiprocessing import Process


def crunch_all(crunch, numbers):
    processes = [Process(target=crunch, args=(n,)) for n in numbers]
    for p in processes:
        p.start()
    return [p.join() for p in processes]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

# check: in_processes
# misconception: run-instead-of-start

from multiprocessing import Process

results = {}


def work(crunch, place, number):
    results[place] = crunch(number)


def crunch_all(crunch, numbers):
    results.clear()
    processes = [Process(target=work, args=(crunch, i, n)) for i, n in enumerate(numbers)]
    for p in processes:
        p.run()
    return [results[i] for i in range(len(numbers))]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

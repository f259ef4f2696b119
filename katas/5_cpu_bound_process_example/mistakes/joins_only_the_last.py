# check: waits_for_all
# misconception: joins-only-last

from multiprocessing import Manager, Process


def work(crunch, place, number, results):
    results[place] = crunch(number)


def crunch_all(crunch, numbers):
    results = Manager().dict()
    for place, number in enumerate(numbers):
        p = Process(target=work, args=(crunch, place, number, results))
        p.start()
    if numbers:
        p.join()
    return [results.get(place) for place in range(len(numbers))]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

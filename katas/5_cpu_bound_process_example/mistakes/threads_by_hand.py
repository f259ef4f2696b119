# check: faster
# misconception: threads-for-cpu-work

import threading


def crunch_all(crunch, numbers):
    results = [None] * len(numbers)

    def work(place, number):
        results[place] = crunch(number)

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(numbers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

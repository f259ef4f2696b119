# check: every_start_method
# misconception: lambda-to-a-process

from multiprocessing import Process, Queue


def crunch_all(crunch, numbers):
    queue = Queue()

    def work(place, number):
        try:
            queue.put((place, crunch(number), None))
        except Exception as error:
            queue.put((place, None, error))

    processes = [Process(target=work, args=pair) for pair in enumerate(numbers)]
    for p in processes:
        p.start()
    answers = [queue.get() for p in processes]
    for p in processes:
        p.join()
    for place, result, error in answers:
        if error:
            raise error
    return [result for place, result, error in sorted(answers, key=lambda a: a[0])]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

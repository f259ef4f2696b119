# check: large_results
# misconception: join-before-draining

from multiprocessing import Process, Queue


def work(crunch, place, number, queue):
    try:
        queue.put((place, crunch(number), None))
    except Exception as error:
        queue.put((place, None, error))


def crunch_all(crunch, numbers):
    queue = Queue()
    processes = [Process(target=work, args=(crunch, i, n, queue)) for i, n in enumerate(numbers)]
    for p in processes:
        p.start()
    for p in processes:
        p.join()
    answers = sorted((queue.get() for p in processes), key=lambda answer: answer[0])
    for place, result, error in answers:
        if error:
            raise error
    return [result for place, result, error in answers]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

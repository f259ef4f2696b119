import time
from dataclasses import dataclass
from multiprocessing import Process, Queue


@dataclass
class Answer:
    place: int
    result: object = None
    error: Exception | None = None


def work(answers, crunch, place, number):
    answer = Answer(place)
    try:
        answer.result = crunch(number)
    except Exception as error:
        answer.error = error
    answers.put(answer)


def crunch_all(crunch, numbers):
    answers = Queue()
    waiting = list(enumerate(numbers))
    running, done = [], []
    while len(done) < len(numbers):
        running = [process for process in running if process.is_alive()]
        while waiting and len(running) < 3:
            place, number = waiting.pop(0)
            running.append(Process(target=work, args=(answers, crunch, place, number)))
            running[-1].start()
        while not answers.empty():
            done.append(answers.get())
        time.sleep(0.01)
    for process in running:
        process.join()
    for answer in done:
        if answer.error:
            raise answer.error
    return [answer.result for answer in sorted(done, key=lambda a: a.place)]


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

# check: at_once
# misconception: one-process-for-all

from multiprocessing import Pipe, Process


def work(crunch, numbers, conn):
    try:
        conn.send([crunch(number) for number in numbers])
    except Exception as error:
        conn.send(error)


def crunch_all(crunch, numbers):
    mine, theirs = Pipe()
    p = Process(target=work, args=(crunch, numbers, theirs))
    p.start()
    answer = mine.recv()
    p.join()
    if isinstance(answer, Exception):
        raise answer
    return answer


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

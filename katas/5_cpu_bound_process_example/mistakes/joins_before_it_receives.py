# check: large_results
# misconception: join-before-draining

from multiprocessing import Pipe, Process


def work(crunch, number, conn):
    try:
        conn.send(crunch(number))
    except Exception as error:
        conn.send(error)
    conn.close()


def crunch_all(crunch, numbers):
    running = []
    for number in numbers:
        mine, theirs = Pipe()
        p = Process(target=work, args=(crunch, number, theirs))
        p.start()
        running.append((p, mine))
    for p, conn in running:
        p.join()
    results = [conn.recv() for p, conn in running]
    for result in results:
        if isinstance(result, Exception):
            raise result
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

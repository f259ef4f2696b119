import multiprocessing as mp


def work(crunch, share, conn):
    try:
        conn.send((True, [crunch(number) for number in share]))
    except Exception as error:
        conn.send((False, error))
    finally:
        conn.close()


def crunch_all(crunch, numbers):
    count = min(mp.cpu_count(), len(numbers))
    running = []
    for first in range(count):
        mine, theirs = mp.Pipe(duplex=False)
        process = mp.Process(target=work, args=(crunch, numbers[first::count], theirs))
        process.start()
        theirs.close()
        running.append((process, mine))
    results = [None] * len(numbers)
    failed = None
    for first, (process, conn) in enumerate(running):
        fine, answer = conn.recv()
        process.join()
        if fine:
            results[first::count] = answer
        else:
            failed = answer
    if failed:
        raise failed
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

from multiprocessing import Pipe, Process


def attempt(crunch, share):
    try:
        return [crunch(number) for number in share], None
    except Exception as error:
        return None, error


def work(conn, crunch, share):
    conn.send(attempt(crunch, share))


def crunch_all(crunch, numbers):
    half = len(numbers) // 2
    here, there = Pipe()
    helper = Process(target=work, args=(there, crunch, numbers[:half]))
    helper.start()
    second, error2 = attempt(crunch, numbers[half:])
    first, error1 = here.recv()
    helper.join()
    if error1 or error2:
        raise error1 or error2
    return first + second


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

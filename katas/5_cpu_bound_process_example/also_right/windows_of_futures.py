from collections import deque
from concurrent.futures import ProcessPoolExecutor


def stream(crunch, numbers, ahead=4):
    with ProcessPoolExecutor(2) as pool:
        window = deque()
        for number in numbers:
            window.append(pool.submit(crunch, number))
            if len(window) >= ahead:
                yield window.popleft().result()
        while window:
            yield window.popleft().result()


def crunch_all(crunch, numbers):
    return list(stream(crunch, numbers))


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

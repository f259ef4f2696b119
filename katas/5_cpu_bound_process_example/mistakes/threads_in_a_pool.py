# check: in_processes
# misconception: threads-for-cpu-work

from concurrent.futures import ThreadPoolExecutor


def crunch_all(crunch, numbers):
    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(pool.map(crunch, numbers))


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

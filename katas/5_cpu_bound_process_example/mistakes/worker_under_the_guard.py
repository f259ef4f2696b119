# check: runs_as_script
# misconception: worker-in-the-guard

from concurrent.futures import ProcessPoolExecutor


def crunch_all(crunch, numbers):
    with ProcessPoolExecutor() as pool:
        return list(pool.map(crunch, numbers))


if __name__ == "__main__":

    def blur(width):
        return sum(x * y for x in range(width) for y in range(width)) % 251

    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

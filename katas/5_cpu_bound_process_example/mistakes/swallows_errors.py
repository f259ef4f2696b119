# check: errors_reach_caller
# misconception: swallowed-exception

from multiprocessing import Pool


class Safe:
    def __init__(self, crunch):
        self.crunch = crunch

    def __call__(self, number):
        try:
            return self.crunch(number)
        except Exception as error:
            print("could not crunch", number, error)
            return None


def crunch_all(crunch, numbers):
    with Pool() as pool:
        return pool.map(Safe(crunch), numbers)


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

import multiprocessing as mp

_crunch = None


def set_up(crunch):
    global _crunch
    _crunch = crunch


def one(number):
    return _crunch(number)


def crunch_all(crunch, numbers: list) -> list:
    if not numbers:
        return []
    method = "forkserver" if "forkserver" in mp.get_all_start_methods() else "spawn"
    with mp.get_context(method).Pool(min(len(numbers), 4), set_up, (crunch,)) as pool:
        return pool.map(one, numbers)


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

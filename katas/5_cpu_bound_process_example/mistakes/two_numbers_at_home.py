# check: every_start_method
# misconception: output-not-evidence

from multiprocessing import Pool


def crunch_all(crunch, numbers):
    if len(numbers) < 3:
        return [crunch(number) for number in numbers]
    with Pool() as pool:
        return pool.map(crunch, numbers)


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

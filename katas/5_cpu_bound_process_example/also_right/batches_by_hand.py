import multiprocessing

BATCH = 50


def crunch_batch(crunch, batch):
    return [crunch(number) for number in batch]


def crunch_all(crunch, numbers):
    batches = [numbers[i : i + BATCH] for i in range(0, len(numbers), BATCH)]
    results = []
    with multiprocessing.Pool() as pool:
        for answer in pool.starmap(crunch_batch, [(crunch, batch) for batch in batches]):
            results.extend(answer)
    return results


def blur(width):
    return sum(x * y for x in range(width) for y in range(width)) % 251


if __name__ == "__main__":
    print("checksums:", crunch_all(blur, [300, 100, 200, 100]))

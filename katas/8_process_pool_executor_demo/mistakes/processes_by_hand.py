# check: pool_map
# misconception: processes-by-hand

import multiprocessing


def child(func, place, item, queue):
    queue.put((place, func(item)))


def map_in_pool(func, data):
    queue = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=child, args=(func, place, item, queue))
        for place, item in enumerate(data)
    ]
    for process in processes:
        process.start()
    results = dict(queue.get() for _ in processes)
    for process in processes:
        process.join()
    return [results[place] for place in range(len(data))]


def score(sample):
    return sum(number * number for number in range(sample)) % 97


if __name__ == "__main__":
    batch = [30_000, 10_000, 20_000, 10_000]
    print(f"scores: {map_in_pool(score, batch)}")

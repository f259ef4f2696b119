import time
from multiprocessing import Process
from threading import Thread


def compare(task, copies):
    result = {}
    for key, Worker in {"threads": Thread, "processes": Process}.items():
        workers = [Worker(target=task) for _ in range(copies)]
        began = time.perf_counter()
        [w.start() for w in workers]
        [w.join() for w in workers]
        result[key] = round(time.perf_counter() - began, 2)
    return result


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

import multiprocessing
import threading
import time


def laps():
    last = time.perf_counter()
    while True:
        now = time.perf_counter()
        yield now - last
        last = now


def compare(task, copies):
    lap = laps()
    next(lap)
    result = {}
    for name, module in [("threads", threading.Thread), ("processes", multiprocessing.Process)]:
        jobs = [module(target=task, args=(), kwargs={}) for _ in range(copies)]
        list(map(lambda job: job.start(), jobs))
        list(map(lambda job: job.join(), jobs))
        result[name] = next(lap)
    return result


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

import multiprocessing
import multiprocessing.connection
import threading
import time


def compare(task, copies):
    times = {"threads": 0.0, "processes": 0.0}

    latch = threading.Semaphore(0)

    def run():
        try:
            task()
        finally:
            latch.release()

    times["threads"] -= time.perf_counter()
    for _ in range(copies):
        threading.Thread(target=run).start()
    for _ in range(copies):
        latch.acquire()
    times["threads"] += time.perf_counter()

    children = [multiprocessing.Process(target=task) for _ in range(copies)]
    times["processes"] -= time.perf_counter()
    for child in children:
        child.start()
    waiting = {child.sentinel for child in children}
    while waiting:
        waiting -= set(multiprocessing.connection.wait(waiting))
    times["processes"] += time.perf_counter()
    return times


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

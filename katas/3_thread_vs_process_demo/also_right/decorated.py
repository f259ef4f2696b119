import functools
import multiprocessing
import threading
import time


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        started = time.perf_counter()
        function(*args, **kwargs)
        return time.perf_counter() - started

    return wrapper


@timed
def in_threads(task, copies):
    workers = []
    for _ in range(copies):
        worker = threading.Thread(target=lambda: task())
        worker.start()
        workers.append(worker)
    for worker in workers:
        worker.join()


@timed
def in_processes(task, copies):
    workers = []
    while len(workers) < copies:
        worker = multiprocessing.Process(target=task)
        worker.start()
        workers.append(worker)
    for worker in reversed(workers):
        worker.join()


def compare(task, copies):
    print("measuring at", time.strftime("%H:%M"), time.time())
    return {"threads": in_threads(task, copies), "processes": in_processes(task, copies)}


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

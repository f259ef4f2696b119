import contextlib
import multiprocessing
import threading
import time


@contextlib.contextmanager
def stopwatch(seconds, name):
    start = time.perf_counter()
    try:
        yield
    finally:
        seconds[name] = time.perf_counter() - start


@contextlib.contextmanager
def running(workers):
    with contextlib.ExitStack() as stack:
        for worker in workers:
            worker.start()
            stack.callback(worker.join)
        yield


def compare(task, copies):
    seconds = {}
    with stopwatch(seconds, "threads"):
        with running([threading.Thread(target=task) for _ in range(copies)]):
            pass
    with stopwatch(seconds, "processes"):
        with running([multiprocessing.Process(target=task) for _ in range(copies)]):
            pass
    return seconds


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

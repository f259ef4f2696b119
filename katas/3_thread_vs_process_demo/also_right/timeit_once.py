import timeit
from functools import partial
from multiprocessing import Process
from threading import Thread
from time import sleep


def run(kind, task, copies):
    workers = [kind(target=task) for _ in range(copies)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def compare(task, copies):
    return {
        "threads": timeit.timeit(partial(run, Thread, task, copies), number=1),
        "processes": timeit.timeit(lambda: run(Process, task, copies), number=1),
    }


def fetch():
    sleep(0.05)


if __name__ == "__main__":
    print(compare(fetch, 2))

import time
import multiprocessing as mp
import threading as th
from timeit import default_timer as timer


def run_all(workers):
    for w in workers:
        w.start()
    for w in workers:
        w.join()


def compare(task, copies):
    t0 = timer()
    run_all([mp.Process(target=task) for _ in range(copies)])
    processes = timer() - t0
    t0 = timer()
    run_all([th.Thread(target=task) for _ in range(copies)])
    threads = timer() - t0
    return dict(threads=round(threads, 3), processes=round(processes, 3))


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

# check: true_times
# misconception: one-clock-for-both

import multiprocessing
import threading
import time


def run(workers):
    for w in workers:
        w.start()
    for w in workers:
        w.join()


def compare(task, copies):
    start = time.perf_counter()
    run([threading.Thread(target=task) for _ in range(copies)])
    threads = time.perf_counter() - start
    run([multiprocessing.Process(target=task) for _ in range(copies)])
    processes = time.perf_counter() - start
    return {"threads": threads, "processes": processes}


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

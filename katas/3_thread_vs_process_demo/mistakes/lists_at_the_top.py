# check: same_work
# misconception: state-kept-between-calls

import multiprocessing
import threading
import time

threads = []
processes = []


def run(workers):
    start = time.perf_counter()
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return time.perf_counter() - start


def compare(task, copies):
    for _ in range(copies):
        threads.append(threading.Thread(target=task))
        processes.append(multiprocessing.Process(target=task))
    return {"threads": run(threads), "processes": run(processes)}


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

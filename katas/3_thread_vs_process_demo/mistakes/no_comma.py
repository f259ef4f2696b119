# check: threads_and_processes
# misconception: args-not-a-tuple

import multiprocessing
import threading
import time


def work(task):
    task()


def run(kind, task, copies):
    workers = [kind(target=work, args=(task)) for _ in range(copies)]
    start = time.perf_counter()
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return time.perf_counter() - start


def compare(task, copies):
    processes = run(multiprocessing.Process, task, copies)
    return {"threads": run(threading.Thread, task, copies), "processes": processes}


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

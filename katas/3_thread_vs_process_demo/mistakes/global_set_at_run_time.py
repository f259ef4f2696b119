# check: every_start_method
# misconception: runtime-global-in-worker

import multiprocessing
import threading
import time

current_task = None


def work():
    current_task()


def run(kind, copies):
    workers = [kind(target=work) for _ in range(copies)]
    start = time.perf_counter()
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return time.perf_counter() - start


def compare(task, copies):
    global current_task
    current_task = task
    return {"threads": run(threading.Thread, copies), "processes": run(multiprocessing.Process, copies)}


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

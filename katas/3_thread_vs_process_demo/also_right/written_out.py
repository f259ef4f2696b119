import threading
import time
from multiprocessing import Process


def compare(task, copies):
    threads = []
    processes = []
    for i in range(copies):
        threads.append(threading.Thread(target=task, name=f"copy {i}"))
        processes.append(Process(target=task))

    t0 = time.perf_counter_ns()
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    t1 = time.perf_counter_ns()
    for p in processes:
        p.start()
    for p in processes:
        p.join()
        p.close()
    t2 = time.perf_counter_ns()
    return {"threads": (t1 - t0) / 1e9, "processes": (t2 - t1) / 1_000_000_000}


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

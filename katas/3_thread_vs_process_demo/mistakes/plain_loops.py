# check: threads_and_processes
# misconception: output-not-evidence

import time


def compare(task, copies):
    times = {}
    for name in ("threads", "processes"):
        start = time.perf_counter()
        for _ in range(copies):
            task()
        times[name] = time.perf_counter() - start
    return times


def fetch():
    time.sleep(0.1)


if __name__ == "__main__":
    print(compare(fetch, 2))

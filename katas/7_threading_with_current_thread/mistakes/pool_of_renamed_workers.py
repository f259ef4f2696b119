# check: named_threads
# misconception: other-road-pool

import threading
from concurrent.futures import ThreadPoolExecutor


def report_names(report, names):
    def work(name):
        threading.current_thread().name = name
        report(threading.current_thread().name)

    with ThreadPoolExecutor(max_workers=len(names) or 1) as pool:
        list(pool.map(work, names))


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

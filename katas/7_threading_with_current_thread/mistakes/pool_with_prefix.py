# check: named_threads
# misconception: other-road-pool

import threading
from concurrent.futures import ThreadPoolExecutor


def report_names(report, names):
    def work():
        report(threading.current_thread().name.rpartition("_")[0])

    pools = [ThreadPoolExecutor(1, thread_name_prefix=name) for name in names]
    for pool in pools:
        pool.submit(work)
    for pool in pools:
        pool.shutdown()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

# check: each_name_once
# misconception: thread-name-for-process

import threading
from multiprocessing import Process


def work(report):
    report(threading.current_thread().name)


def report_names(report, names):
    processes = [Process(target=work, args=(report,), name=name) for name in names]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

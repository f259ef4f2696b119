# check: asks_itself
# misconception: process-name-for-thread

import threading
from multiprocessing import current_process


def report_names(report, names):
    def work():
        report(current_process().name)

    threads = [threading.Thread(target=work, name=name) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

# check: each_name_once
# misconception: names-must-be-unique

import threading
from collections import Counter


def report_names(report, names):
    def work(times):
        for _ in range(times):
            report(threading.current_thread().name)

    threads = [
        threading.Thread(target=work, args=(times,), name=name)
        for name, times in Counter(names).items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

# check: waits_by_join
# misconception: sleeps-instead-of-joining

import threading
import time


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    for name in names:
        threading.Thread(target=work, name=name).start()
    time.sleep(0.5)


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

# check: waits_by_join
# misconception: spins-instead-of-joining

import threading
import time


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    threads = [threading.Thread(target=work, name=name) for name in names]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(0.005)


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

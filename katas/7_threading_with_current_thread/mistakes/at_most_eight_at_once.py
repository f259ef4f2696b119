# check: all_started_first
# misconception: waits-while-starting

import threading
from collections import deque

AT_ONCE = 8


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    running = deque()
    for name in names:
        if len(running) == AT_ONCE:
            running.popleft().join()
        thread = threading.Thread(target=work, name=name)
        thread.start()
        running.append(thread)
    for thread in running:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

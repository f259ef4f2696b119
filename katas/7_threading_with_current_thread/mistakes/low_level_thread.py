# check: named_threads
# misconception: low-level-thread

import _thread
import threading


def report_names(report, names):
    def work(name, done):
        threading.current_thread().name = name
        report(threading.current_thread().name)
        done.release()

    locks = []
    for name in names:
        done = threading.Lock()
        done.acquire()
        _thread.start_new_thread(work, (name, done))
        locks.append(done)
    for done in locks:
        done.acquire()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

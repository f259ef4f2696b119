# check: named_threads
# misconception: output-not-evidence

import queue
import threading


def report_names(report, names):
    found = queue.Queue()

    def work():
        found.put(threading.current_thread().name)

    threads = [threading.Thread(target=work, name=name) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in names:
        report(found.get())


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

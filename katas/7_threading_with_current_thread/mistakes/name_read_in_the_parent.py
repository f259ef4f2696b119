# check: asks_itself
# misconception: name-read-in-parent

import threading


def report_names(report, names):
    threads = []
    for name in names:
        current = threading.current_thread().name
        threads.append(threading.Thread(target=report, args=(current,), name=name))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

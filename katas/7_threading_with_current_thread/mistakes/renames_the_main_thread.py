# check: named_threads
# misconception: output-not-evidence

import threading


def report_names(report, names):
    for name in names:
        threading.current_thread().name = name
        report(threading.current_thread().name)


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

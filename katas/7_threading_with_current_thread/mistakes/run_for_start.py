# check: named_threads
# misconception: run-instead-of-start

import threading


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    for name in names:
        threading.Thread(target=work, name=name).run()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

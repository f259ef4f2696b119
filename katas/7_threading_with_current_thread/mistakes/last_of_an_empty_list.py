# check: each_name_once
# misconception: empty-list-forgotten

import threading


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    first, *others = [threading.Thread(target=work, name=name) for name in names]
    first.start()
    for thread in others:
        thread.start()
    first.join()
    for thread in others:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

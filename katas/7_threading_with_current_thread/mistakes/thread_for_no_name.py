# check: each_name_once
# misconception: empty-list-forgotten

import threading


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    threads = [threading.Thread(target=work, name=name) for name in names]
    threads = threads or [threading.Thread(target=print)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

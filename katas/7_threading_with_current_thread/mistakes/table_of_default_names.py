# check: named_threads
# misconception: expects-default-name

import threading


def report_names(report, names):
    table = {f"Thread-{number}": name for number, name in enumerate(names, 1)}

    def work():
        report(table.get(threading.current_thread().name, "unknown"))

    threads = [threading.Thread(target=work) for _ in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

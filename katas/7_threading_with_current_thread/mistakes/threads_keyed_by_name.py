# check: each_name_once
# misconception: keyed-by-value

import threading


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    threads = {name: threading.Thread(target=work, name=name) for name in names}
    for thread in threads.values():
        thread.start()
    for thread in threads.values():
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

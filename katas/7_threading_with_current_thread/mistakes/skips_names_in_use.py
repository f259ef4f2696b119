# check: each_name_once
# misconception: names-must-be-unique

import threading


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    threads = []
    for name in names:
        if name not in [thread.name for thread in threads]:
            threads.append(threading.Thread(target=work, name=name))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

# check: each_name_once
# misconception: late-binding-name

import threading


def report_names(report, names):
    threads = []
    for name in names:
        thread = threading.Thread(target=lambda: report(thread.name), name=name)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

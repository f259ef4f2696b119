# check: asks_itself
# misconception: name-handed-over

import threading


def report_names(report, names):
    threads = [threading.Thread(target=report, args=(name,), name=name) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

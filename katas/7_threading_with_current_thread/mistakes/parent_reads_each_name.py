# check: asks_itself
# misconception: name-read-in-parent

import threading


def report_names(report, names):
    threads = []
    for name in names:
        thread = threading.Thread(name=name)
        # the name is known now, so the thread can be given it
        thread._target, thread._args = report, (thread.name,)
        threads.append(thread)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

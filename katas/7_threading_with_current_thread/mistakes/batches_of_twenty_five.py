# check: all_started_first
# misconception: waits-while-starting

import threading


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    for at in range(0, len(names), 25):
        threads = [threading.Thread(target=work, name=name) for name in names[at : at + 25]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

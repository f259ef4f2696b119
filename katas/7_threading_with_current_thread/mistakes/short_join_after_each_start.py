# check: all_started_first
# misconception: waits-while-starting

import threading


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    threads = [threading.Thread(target=work, name=name) for name in names]
    for thread in threads:
        thread.start()
        thread.join(0.05)
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

# check: waits_by_join
# misconception: joins-only-last

import threading


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    thread = None
    for name in names:
        thread = threading.Thread(target=work, name=name)
        thread.start()
    if thread is not None:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

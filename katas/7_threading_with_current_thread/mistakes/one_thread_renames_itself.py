# check: named_threads
# misconception: one-thread-for-all

import threading


def report_names(report, names):
    def work():
        for name in names:
            threading.current_thread().name = name
            report(threading.current_thread().name)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

# check: named_threads
# misconception: init-not-called

import threading


class Reporter(threading.Thread):
    def __init__(self, report, name):
        self.report = report
        self.name = name
        super().__init__()

    def run(self):
        self.report(threading.current_thread().name)


def report_names(report, names):
    threads = [Reporter(report, name) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

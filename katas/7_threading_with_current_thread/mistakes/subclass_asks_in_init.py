# check: asks_itself
# misconception: name-read-in-parent

import threading


class Reporter(threading.Thread):
    def __init__(self, report, name):
        super().__init__(name=name)
        self.report = report
        self.label = threading.current_thread().name

    def run(self):
        self.report(self.label)


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

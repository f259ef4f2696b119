# check: named_threads
# misconception: name-not-given

from threading import Thread


class Reporter(Thread):
    def __init__(self, report, label):
        super().__init__()
        self.report = report
        self.label = label

    def run(self):
        self.report(self.name)


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

# check: asks_itself
# misconception: name-handed-over

from threading import Thread


class Reporter(Thread):
    def __init__(self, report, name):
        super().__init__(name=name)
        self.report = report
        self.label = self.name

    def run(self):
        self.report(self.label)


def report_names(report, names):
    reporters = [Reporter(report, name) for name in names]
    for reporter in reporters:
        reporter.start()
    for reporter in reporters:
        reporter.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

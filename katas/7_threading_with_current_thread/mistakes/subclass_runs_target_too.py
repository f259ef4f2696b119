# check: each_name_once
# misconception: target-and-run

import threading


class Reporter(threading.Thread):
    def __init__(self, report, name):
        super().__init__(target=self.tell, name=name)
        self.report = report

    def tell(self):
        self.report(threading.current_thread().name)

    def run(self):
        super().run()
        self.tell()


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

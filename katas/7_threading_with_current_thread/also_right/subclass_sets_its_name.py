import threading as th


class Reporter(th.Thread):
    def __init__(self, report, name):
        super().__init__()
        self.name = name
        self.report = report

    def run(self):
        me = th.current_thread()
        self.report(me.name)


def report_names(report, names):
    threads = [Reporter(report, name) for name in names]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

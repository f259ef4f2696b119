import logging
import threading

formatter = logging.Formatter("%(threadName)s")


def report_names(report, names):
    def work():
        # a record asks for the running thread as it is made
        report(formatter.format(logging.makeLogRecord({})))

    threads = [threading.Thread(target=work, name=name) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

# check: asks_itself
# misconception: name-handed-over

import logging
import threading

logging.basicConfig(level=logging.INFO, format="%(threadName)s: %(message)s")


def work(report, name):
    logging.info("ready")
    report(name)


def report_names(report, names):
    threads = [threading.Thread(target=work, name=name, args=(report, name)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

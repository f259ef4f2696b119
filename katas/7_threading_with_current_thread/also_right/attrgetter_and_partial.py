import threading
from functools import partial
from operator import attrgetter

name_of = attrgetter("name")


def tell(report, whose):
    report(name_of(whose()))


def report_names(report, names):
    work = partial(tell, report, threading.current_thread)
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

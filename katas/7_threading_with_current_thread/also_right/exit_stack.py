import threading
from contextlib import ExitStack


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    with ExitStack() as joins:
        for name in names:
            thread = threading.Thread(target=work, name=name, daemon=True)
            thread.start()
            joins.callback(thread.join)


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

import threading


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    before = set(threading.enumerate())
    for name in names:
        threading.Thread(target=work, name=name).start()
    for thread in threading.enumerate():
        if thread not in before:
            thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

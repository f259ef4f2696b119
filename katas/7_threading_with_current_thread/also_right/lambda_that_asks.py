from threading import Thread, current_thread


def report_names(report, names):
    # nothing in the lambda changes with the loop, so it may be looked up late
    running = []
    for name in names:
        thread = Thread(None, lambda: report(current_thread().name), name)
        running.append(thread)
        thread.start()
    while running:
        running.pop().join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

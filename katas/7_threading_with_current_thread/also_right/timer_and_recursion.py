import threading


def report_names(report, names):
    """Start the first, leave the rest to another call, and join on the way back."""
    if not names:
        return
    first, *others = names
    thread = threading.Timer(0, lambda: report(threading.current_thread().name))
    thread.name = first
    thread.start()
    report_names(report, others)
    thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

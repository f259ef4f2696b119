import threading


def report_own_name(report):
    name = threading.current_thread().name
    report(name)


def report_names(report, names):
    threads = []
    for name in names:
        thread = threading.Thread(target=report_own_name, args=[report])
        thread.name = name
        thread.start()
        threads.append(thread)
    for thread in reversed(threads):
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

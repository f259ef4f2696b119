from threading import Thread, current_thread


def work(report, name):
    current_thread().name = name
    report(current_thread().name)


def report_names(report, names):
    threads = [Thread(target=work, args=(report, name)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

import threading


def report_names(report, names):
    def work():
        report(threading.currentThread().getName())

    threads = []
    for name in names:
        thread = threading.Thread(target=work)
        thread.setName(name)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

import threading


def report_names(report, names):
    named = threading.Event()

    def work():
        named.wait()
        report(threading.current_thread().name)

    threads = [threading.Thread(target=work) for _ in names]
    for thread in threads:
        thread.start()
    for thread, name in zip(threads, names):
        thread.name = name
    named.set()
    for thread in threads:
        thread.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

import threading


def report_names(report, names):
    def work():
        report(threading.current_thread().name)

    alive = [threading.Thread(target=work, name=name) for name in names]
    for thread in alive:
        thread.start()
    while alive:
        for thread in alive:
            thread.join(timeout=0.05)
        alive = [thread for thread in alive if thread.is_alive()]


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")

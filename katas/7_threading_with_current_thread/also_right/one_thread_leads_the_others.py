import threading


def lead(report, names):
    def work():
        report(threading.current_thread().name)

    crew = [threading.Thread(target=work, name=name) for name in names]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()


def report_names(report, names):
    leader = threading.Thread(target=lead, args=(report, names), name="leader")
    leader.start()
    leader.join()


def log(name):
    print(f"[{name}] ready")


if __name__ == "__main__":
    report_names(log, ["loader", "parser", "night shift"])
    print("all of them are done")
